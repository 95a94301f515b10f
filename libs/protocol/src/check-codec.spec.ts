import type {
  Collected,
  Point,
  ProbePort,
  Sent,
  SizeTally,
  StoppedBy,
  TcpOutcome,
} from '@muster/probe';
import { describe, expect, it } from 'vitest';
import type { CommandArgs, CommandValue } from './command.js';
import { decodeAgentMessage, decodeCoordinatorMessage } from './message-codec.js';
import { encodeAgentMessage, encodeCoordinatorMessage } from './message-codec.js';
import { AgentService, type SessionRequest, type SessionResponse } from './service.js';

// That all values arrive as they were sent is in message-codec.spec.ts.

const wire = AgentService.service.Session;

const ports: readonly ProbePort[] = [
  { protocol: 'tcp', port: 2377 },
  { protocol: 'tcp', port: 7946 },
  { protocol: 'udp', port: 7946 },
  { protocol: 'udp', port: 4789 },
  { protocol: 'esp', port: 0 },
];
const udpPorts = ports.filter(({ protocol }) => protocol !== 'tcp');
const points: readonly Point[] = ['sent', 'left', 'arrived', 'passed'];

describe('a full mesh of 256 hosts', () => {
  const most = 64 * 1024;
  const peers = Array.from({ length: 255 }, (_, place) => ({
    peer: place + 1,
    address: `198.18.${100 + (place % 100)}.${place}`,
    dataAddress: `198.19.${100 + (place % 100)}.${place}`,
  }));
  const check = { checkId: 'c'.repeat(36), nonce: '0102030405060708' };

  const commandBytes = (action: Parameters<typeof command>[0]) =>
    wire.responseSerialize(encodeCoordinatorMessage(command(action))).length;
  const command = (
    action:
      | { kind: 'sendProbes'; args: CommandArgs['sendProbes'] }
      | { kind: 'openWitness'; args: CommandArgs['openWitness'] },
  ) => ({ kind: 'command', command: { id: 'i'.repeat(36), timeoutMs: 10_000, action } }) as const;
  const resultBytes = (value: CommandValue['sendProbes'] | CommandValue['collectWitness']) => {
    const outcome = { changed: false, value };
    const result = { id: 'i'.repeat(36), ok: true, outcome } as const;
    return wire.requestSerialize(encodeAgentMessage({ kind: 'result', result })).length;
  };

  it('fits in 64 KB to order', () => {
    const sizes = [1_280, 1_400, 1_450, 1_500];
    const targets = peers.map((peer) => ({ ...peer, ports, sizes }));
    const args = { ...check, packets: 5, targets, atOnce: true };
    expect(commandBytes({ kind: 'sendProbes', args })).toBeLessThan(most);
    const own = { index: 1, address: '198.18.0.1', dataAddress: '198.19.0.1', ports };
    const open = { ...check, ...own, lifetimeMs: 60_000, trace: peers, arrivalsOnly: false };
    expect(commandBytes({ kind: 'openWitness', args: open })).toBeLessThan(most);
  });

  it('fits in 64 KB to tell what was sent', () => {
    const probes = ports.flatMap((port) =>
      peers.map(({ peer }): Sent =>
        port.protocol === 'tcp'
          ? { ...port, peer, packets: 0, tcp: handshake(port.port, peer) }
          : { ...port, peer, packets: 5, errno: 'EPERM' },
      ),
    );
    expect(resultBytes({ probes, sizes: sizeRows() })).toBeLessThan(most);
  });

  it('fits in 64 KB to tell what was seen, also where everything is stopped', () => {
    const refusals = ports.flatMap((port) =>
      peers.map(({ address }) => ({
        ...{ ...port, from: address, how: 'icmp-admin-prohibited', address },
      })),
    );
    expect(resultBytes({ ...seen(), refusals })).toBeLessThan(most);
    expect(resultBytes({ ...seen(), stoppedBy: stops() })).toBeLessThan(most);
  });

  const handshake = (port: number, index: number): TcpOutcome => {
    const swarm = { clusterId: 'c'.repeat(25), role: 'swarm-manager', nodeId: 'n'.repeat(25) };
    return {
      kind: 'connected',
      rttMs: 12.345,
      peer: port === 2377 ? { kind: 'swarm', ...swarm } : { kind: 'agent', index },
    };
  };
  const sizeRows = (): SizeTally[] =>
    [1_280, 1_400, 1_450, 1_500].flatMap((size) =>
      peers.map(({ peer }) => ({ peer, size, packets: 3 })),
    );
  const seen = (): Collected => ({
    tallies: points.flatMap((point) =>
      udpPorts.flatMap((port) =>
        peers.map(({ peer, dataAddress }) => ({
          ...{ point, ...port, peer, packets: 5 },
          ...(point === 'arrived' ? { from: [dataAddress] } : {}),
        })),
      ),
    ),
    syns: points.flatMap((point) =>
      [2377, 7946].flatMap((port) =>
        peers.map(({ address }) => ({ point, port, address, packets: 1 })),
      ),
    ),
    sizes: sizeRows(),
    refusals: [],
    stoppedBy: [],
    arrivalsOnly: false,
  });
  const stops = (): StoppedBy[] =>
    ports.flatMap((port) =>
      peers.map(({ peer }) => ({
        ...{ ...port, peer, side: 'destination', backend: 'iptables', family: 'ip' },
        ...{ table: 'filter', chain: 'INPUT', handle: 77, verdict: 'drop' },
        rule: `-A INPUT -p udp -m comment --comment "${'x'.repeat(200)}" -j DROP`,
      })),
    );
});

describe('an order', () => {
  const nonce = Buffer.alloc(8);
  const open = { checkId: 'c', nonce, index: 1, address: '10.0.0.1' };
  const target = { peer: 2, address: '10.0.0.2' };
  const send = { checkId: 'c', nonce, packets: 5, targets: [target] };
  const decode = (action: object) => {
    const message: SessionResponse = { command: { id: 'i', timeoutMs: 1, ...action } };
    return decodeCoordinatorMessage(wire.responseDeserialize(wire.responseSerialize(message)));
  };

  it('with everything that it must have is taken, so what is refused below lacks one thing', () => {
    expect(decode({ openWitness: open })).toMatchObject({
      command: { action: { args: { address: '10.0.0.1', dataAddress: '10.0.0.1' } } },
    });
    expect(decode({ sendProbes: send })).toMatchObject({ kind: 'command' });
  });

  it.each<[string, object]>([
    ['a check', { openWitness: { ...open, checkId: '' } }],
    ['a nonce of 8 bytes', { openWitness: { ...open, nonce: Buffer.alloc(7) } }],
    ['an index', { openWitness: { ...open, index: 0 } }],
    ['an index of 16 bits', { openWitness: { ...open, index: 65_536 } }],
    ['an address', { openWitness: { ...open, address: '' } }],
    // What is told here gets into rules of the packet filter.
    ['an address and nothing else', { openWitness: { ...open, address: '10.0.0.1; flush' } }],
    ['a data path address', { openWitness: { ...open, dataAddress: 'web-1' } }],
    ['a protocol', { openWitness: { ...open, ports: [{ port: 1 }] } }],
    ['a port', { openWitness: { ...open, ports: [{ protocol: 2, port: 65_536 }] } }],
    ['addresses of traced peers', { openWitness: { ...open, trace: [{ peer: 2 }] } }],
    ['packets', { sendProbes: { ...send, packets: 0 } }],
    ['bounds', { sendProbes: { ...send, packets: 101 } }],
    [
      'the port that a target refers to',
      { sendProbes: { ...send, targets: [{ ...target, ports: [0] }] } },
    ],
    [
      'few sizes',
      {
        sendProbes: { ...send, targets: [{ ...target, sizes: Array<number>(4_097).fill(1_500) }] },
      },
    ],
    ['the check to collect', { collectWitness: {} }],
  ])('is invalid without %s', (_, action) => {
    expect(() => decode(action)).toThrow(
      expect.objectContaining({ name: 'FleetError', code: 'invalid' }),
    );
  });
});

describe('an answer', () => {
  const decode = (answer: object) => {
    const message: SessionRequest = { result: { id: 'i', ...answer } };
    return decodeAgentMessage(wire.requestDeserialize(wire.requestSerialize(message)));
  };
  const port = { protocol: 'PROBE_PROTOCOL_TCP', port: 1 };

  it.each<[string, object]>([
    [
      'columns of different lengths',
      { probesSent: { groups: [{ port, peers: [1, 2], packets: [1] }] } },
    ],
    [
      'a text that is not there',
      { probesSent: { groups: [{ port, peers: [1], packets: [1], errnos: [3] }] } },
    ],
    [
      'a connection with nobody',
      { probesSent: { groups: [{ port, peers: [1], packets: [0], tcp: [{ end: 1 }] }] } },
    ],
    ['sizes of different lengths', { witnessCollected: { sizes: [{ size: 1, peers: [1] }] } }],
    ['no point', { witnessCollected: { tallies: [{ port, peers: [1], packets: [1] }] } }],
    ['a rule that is not there', { witnessCollected: { stopped: [{ rule: 1, peer: 1, port }] } }],
    ['no port', { witnessOpened: { holders: [{ holder: 1 }] } }],
  ])('is invalid with %s', (_, answer) => {
    expect(() => decode(answer)).toThrow(
      expect.objectContaining({ name: 'FleetError', code: 'invalid' }),
    );
  });
});
