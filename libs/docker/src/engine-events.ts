/** Something happened at the Engine. It says what to look at again, and not how that is now. */
export type EngineEvent =
  /** To a network of this host or, on a manager, of the swarm. */
  | { readonly kind: 'network'; readonly networkId: string }
  | { readonly kind: 'container'; readonly containerId: string }
  /** To a node or a service of the swarm; only managers hear of it. */
  | { readonly kind: 'swarm' }
  /** To the Engine's own settings. */
  | { readonly kind: 'engine' };

export type WireEvent = {
  readonly Type?: string;
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string };
};

/**
 * What is asked for. Without the actions, every health check of every container would be heard three times.
 */
export const eventFilters = {
  type: ['network', 'container', 'node', 'service', 'daemon'],
  event: [
    ...['create', 'connect', 'disconnect', 'destroy', 'remove', 'update', 'prune'],
    ...['start', 'die', 'rename', 'reload'],
  ],
};

/** Undefined: nothing that facts tell of. */
export function toEngineEvent({ Type, Actor }: WireEvent): EngineEvent | undefined {
  const id = Actor?.ID ?? '';
  switch (Type) {
    case 'network':
      return { kind: 'network', networkId: id };
    case 'container':
      return { kind: 'container', containerId: id };
    case 'node':
    case 'service':
      return { kind: 'swarm' };
    case 'daemon':
      return { kind: 'engine' };
    default:
      return undefined;
  }
}
