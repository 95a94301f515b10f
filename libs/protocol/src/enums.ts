import type {
  Availability,
  NetworkScope,
  NodeRole,
  NodeState,
  PortState,
  Presence,
} from '@muster/inventory';
import { FleetError, type FleetErrorCode } from '@muster/kernel';

/** One enum of the contract and the domain's words for it. */
export type EnumCodec<Domain extends string, Wire extends string> = {
  encode(value: Domain): Wire;
  /** undefined when the peer did not say. @throws invalid for a value that this version does not know. */
  decode(value: string | number): Domain | undefined;
};

export function enumCodec<Domain extends string, const Wire extends string>(
  name: string,
  table: Readonly<Record<Domain, Wire>>,
): EnumCodec<Domain, Wire> {
  const entries = Object.entries(table) as [Domain, Wire][];
  const toDomain = new Map<string, Domain>(entries.map(([domain, wire]) => [wire, domain]));
  return {
    encode: (value) => table[value],
    decode: (value) => {
      // A value that this version has no name for comes as a number, whatever the generated types say.
      const domain = toDomain.get(String(value));
      if (domain !== undefined || String(value).endsWith('_UNSPECIFIED')) return domain;
      throw new FleetError('invalid', `unknown ${name} ${JSON.stringify(value)}`);
    },
  };
}

export const roleCodec = enumCodec('node role', {
  manager: 'NODE_ROLE_MANAGER',
  worker: 'NODE_ROLE_WORKER',
} as const satisfies Record<NodeRole, string>);

export const availabilityCodec = enumCodec('availability', {
  active: 'AVAILABILITY_ACTIVE',
  pause: 'AVAILABILITY_PAUSE',
  drain: 'AVAILABILITY_DRAIN',
} as const satisfies Record<Availability, string>);

export const nodeStateCodec = enumCodec('node state', {
  unknown: 'NODE_STATE_UNSPECIFIED',
  down: 'NODE_STATE_DOWN',
  ready: 'NODE_STATE_READY',
  disconnected: 'NODE_STATE_DISCONNECTED',
} as const satisfies Record<NodeState, string>);

export const portStateCodec = enumCodec('port state', {
  unknown: 'PORT_STATE_UNSPECIFIED',
  bound: 'PORT_STATE_BOUND',
  free: 'PORT_STATE_FREE',
} as const satisfies Record<PortState, string>);

export const presenceCodec = enumCodec('presence', {
  unknown: 'PRESENCE_UNSPECIFIED',
  yes: 'PRESENCE_YES',
  no: 'PRESENCE_NO',
} as const satisfies Record<Presence, string>);

export const linkStateCodec = enumCodec('link state', {
  up: 'LINK_STATE_UP',
  down: 'LINK_STATE_DOWN',
} as const);

export const switchCodec = enumCodec('switch', { on: 'SWITCH_ON', off: 'SWITCH_OFF' } as const);

export const faultCodec = enumCodec('fault code', {
  invalid: 'FAULT_CODE_INVALID',
  not_found: 'FAULT_CODE_NOT_FOUND',
  conflict: 'FAULT_CODE_CONFLICT',
  precondition: 'FAULT_CODE_PRECONDITION',
  unavailable: 'FAULT_CODE_UNAVAILABLE',
  deadline: 'FAULT_CODE_DEADLINE',
  cancelled: 'FAULT_CODE_CANCELLED',
  denied: 'FAULT_CODE_DENIED',
  unsupported: 'FAULT_CODE_UNSUPPORTED',
  exhausted: 'FAULT_CODE_EXHAUSTED',
  internal: 'FAULT_CODE_INTERNAL',
} as const satisfies Record<FleetErrorCode, string>);

/** @throws invalid: the contract allows exactly these three words. */
export function scopeOf(text: string): NetworkScope {
  if (text === 'local' || text === 'swarm' || text === 'global') return text;
  throw new FleetError('invalid', `unknown network scope ${JSON.stringify(text)}`);
}

/** For text that cannot be empty. @throws invalid when the peer left it out. */
export function requiredText(value: string | null | undefined, field: string): string {
  if (value === '') throw new FleetError('invalid', `${field} is missing`);
  return required(value, field);
}

/** @throws invalid when the peer left out what the contract requires. */
export function required<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined) throw new FleetError('invalid', `${field} is missing`);
  return value;
}
