import type {
  OverlayEvidence,
  OverlayHost,
  OverlayReceived,
  TaskReport,
  WireCount,
} from '../model.js';

// What tasks on some hosts tell, as a start for tests.

export const bulkBytes = 1_000;
export const addressOf = (index: number): string => `10.0.9.${index}`;
export const underlayOf = (index: number): string => `192.0.2.${index}`;
const all = (index: number, count: number): number[] =>
  Array.from({ length: count }, (_, place) => place + 1).filter((other) => other !== index);

const whole = (peer: number): OverlayReceived => ({
  ...{ peer, small: 2, full: 1, tcp: true, bulkBytes, bulkMs: 4 },
});

/** A host that saw everything of the others. */
export function aHost(
  index: number,
  count: number,
  wire: Partial<WireCount> = { plainIn: 9, plainOut: 9 },
) {
  const others = all(index, count);
  const task: TaskReport = {
    ...{ index, addresses: [addressOf(index)], mtu: 1_450 },
    resolved: [...others, index].map(addressOf),
    sent: others.map((other) => ({ address: addressOf(other), tcp: 'connected' })),
    received: others.map(whole),
    vip: { address: '10.0.9.200', answered: true },
  };
  const none = { espIn: 0, espOut: 0, plainIn: 0, plainOut: 0 };
  return {
    ...{ name: `host-${index}`, index, dataAddress: underlayOf(index), task },
    wire: others.map((other) => ({ address: underlayOf(other), ...none, ...wire })),
  };
}

export type Host = ReturnType<typeof aHost>;

export const evidenceOf = (hosts: readonly OverlayHost[], encrypted = false): OverlayEvidence => ({
  ...{ network: 'app', encrypted, bulkBytes, hosts },
});

export function hosts(count: number, wire?: Partial<WireCount>): Host[] {
  return Array.from({ length: count }, (_, place) => aHost(place + 1, count, wire));
}

/** What the host got of a peer is otherwise. */
export function receiving(
  host: Host,
  peer: number,
  change: Partial<OverlayReceived> | undefined,
): Host {
  const received = host.task.received.flatMap((row) => {
    if (row.peer !== peer) return [row];
    return change === undefined ? [] : [{ ...row, ...change }];
  });
  return { ...host, task: { ...host.task, received } };
}
