import { expect, it } from 'vitest';
import type { Round } from '../model.js';
import { packetsTo } from './arrivals.js';

const place = (index: number) => ({
  index,
  address: '',
  dataAddress: '',
  ports: [],
  trace: [],
  arrivalsOnly: false,
});
const round: Round = { open: { a: place(1), b: place(2), c: place(3) }, send: {}, isLast: false };
const udp = { protocol: 'udp', port: 4789 } as const;

it('counts what each host was sent by all others, whatever the size', () => {
  const told = (peers: readonly number[]) => ({
    probes: peers.map((peer) => ({ ...udp, peer, packets: 5 })),
    sizes: peers.map((peer) => ({ peer, size: 1_500, packets: 3 })),
  });
  const sent = new Map([
    ['a', told([2, 3])],
    ['b', told([3])],
  ]);
  expect([...packetsTo(round, sent)]).toEqual([
    ['b', 8],
    ['c', 16],
  ]);
});

it('knows nothing of those who do not tell, and of handshakes, which are no packets to wait for', () => {
  const tcp = { protocol: 'tcp', port: 7946, peer: 1, packets: 0 } as const;
  const sent = new Map([
    ['a', { kind: 'unknown', reason: 'its agent disconnected' } as const],
    ['b', { probes: [tcp], sizes: [] }],
  ]);
  expect(packetsTo(round, sent).get('a') ?? 0).toBe(0);
  expect(packetsTo(round, sent).get('b')).toBeUndefined();
});
