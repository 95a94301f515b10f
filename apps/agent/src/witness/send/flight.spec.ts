import type { Sent } from '@muster/probe';
import { describe, expect, it } from 'vitest';
import { flightMs } from './flight.js';

const target = (peer: number) => ({ peer, address: '', dataAddress: '', ports: [], sizes: [] });
const connected = (peer: number, rttMs: number): Sent => ({
  ...{ protocol: 'tcp', port: 7946, peer, packets: 0 },
  tcp: { kind: 'connected', rttMs, peer: { kind: 'agent', index: peer } },
});
const silent = (peer: number): Sent => ({ ...connected(peer, 0), tcp: { kind: 'silent' } });
const both = [target(1), target(2)];

describe('the time that packets are given to arrive', () => {
  it.each<readonly [string, readonly Sent[], number]>([
    ['a tenth of a second at least', [connected(1, 0.2), connected(2, 1)], 100],
    ['ten of the slowest handshake', [connected(1, 15), connected(2, 1), connected(2, 21)], 210],
    ['never more than 0.3 s', [connected(1, 90), connected(2, 1)], 300],
    ['0.3 s where a target did not answer', [connected(1, 1), silent(2)], 300],
    [
      'as soon as a target answered on one of its ports',
      [connected(1, 1), silent(2), connected(2, 1)],
      100,
    ],
    ['0.3 s where no handshake was asked for', [], 300],
  ])('is %s', (_, shaken, ms) => {
    expect(flightMs(both, shaken)).toBe(ms);
  });
});
