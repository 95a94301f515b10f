import type { EngineEvent } from '@muster/docker';
import type { NetworkFact } from '@muster/inventory';

/** What is to be looked at again. */
export type Batch = {
  readonly everything: boolean;
  readonly networks: readonly string[];
  /** Those among the networks that are looked at for the second time after the same event. */
  readonly echoes: ReadonlySet<string>;
  readonly swarm: boolean;
};

/** Beyond so many networks, a look at everything costs less. */
const mostNetworks = 256;

/** What events told since the last batch, each thing once: however many there are, it stays small. */
export class Concerns {
  readonly #networks = new Set<string>();
  readonly #echoes = new Set<string>();
  #swarm = false;
  #everything = false;

  get isEmpty(): boolean {
    return !this.#everything && !this.#swarm && this.#networks.size + this.#echoes.size === 0;
  }

  /** @param networks as they were last seen: where a container is, its events do not say. */
  add(event: EngineEvent, networks: readonly NetworkFact[]): void {
    switch (event.kind) {
      case 'network':
        this.network(event.networkId);
        return;
      case 'container':
        for (const network of networks) {
          const isHere = network.attachments.some((it) => it.containerId === event.containerId);
          if (isHere) this.network(network.id);
        }
        return;
      case 'swarm':
        this.#swarm = true;
        return;
      case 'engine':
        this.everything();
    }
  }

  network(id: string): void {
    this.#networks.add(id);
    if (this.#networks.size > mostNetworks) this.everything();
  }

  echo(ids: readonly string[]): void {
    for (const id of ids) this.#echoes.add(id);
  }

  everything(): void {
    this.#everything = true;
  }

  /** All of it; from then on it is empty. */
  take(): Batch {
    const batch = {
      everything: this.#everything,
      networks: [...new Set([...this.#networks, ...this.#echoes])],
      echoes: new Set([...this.#echoes].filter((id) => !this.#networks.has(id))),
      swarm: this.#swarm,
    };
    this.#networks.clear();
    this.#echoes.clear();
    this.#swarm = false;
    this.#everything = false;
    return batch;
  }
}

/** A swarm that a host joins or leaves gives it these networks, or takes them; no other event tells of it. */
export function mayChangeStanding(
  before: readonly { readonly id: string; readonly ingress: boolean }[],
  after: readonly { readonly id: string; readonly ingress: boolean }[],
): boolean {
  const ids = (networks: typeof before): string =>
    networks
      .filter(({ ingress }) => ingress)
      .map(({ id }) => id)
      .join(' ');
  return ids(before) !== ids(after);
}
