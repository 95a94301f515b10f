import { describe, expect, it } from 'vitest';
import { countedIn, sizesIn } from './tallies.js';

const set = (
  name: string,
  ...rows: readonly (readonly [readonly (string | number)[], number])[]
) => ({
  set: {
    ...{ family: 'inet', table: 'm', name },
    elem: rows.map(([concat, packets]) => ({
      elem: { val: { concat }, counter: { packets, bytes: packets * 40 } },
    })),
  },
});
/** Source and destination as probes carry them. */
const edge = (source: number, destination: number) => source * 0x10000 + destination;

const own = { index: 2, listeners: new Map([[7946, 40_001]]) };
const read = (...objects: readonly Readonly<Record<string, unknown>>[]) => countedIn(objects, own);

describe('what a witness counted', () => {
  it('is nothing where nothing came', () => {
    const metainfo = { metainfo: { version: '1.0.6' } };
    expect(read(metainfo, { set: { name: 'sent' } }, { set: { name: 'arrived4' } })).toEqual({
      ...{ tallies: [], syns: [], sizes: [], refusals: [] },
    });
  });

  it('tells the destination of what was sent, and the source of what arrived', () => {
    const { tallies } = read(
      set('sent', [[edge(2, 7), 'udp', 4789], 5]),
      set('passed', [[edge(9, 2), 'udp', 7946], 3]),
    );
    expect(tallies).toEqual([
      { point: 'sent', protocol: 'udp', port: 4789, peer: 7, packets: 5 },
      { point: 'passed', protocol: 'udp', port: 7946, peer: 9, packets: 3 },
    ]);
  });

  it('calls ESP what left as such, and what was about to become it', () => {
    const { tallies } = read(
      set('sent', [[edge(2, 7), 'udp', 50], 5]),
      set('left', [[edge(2, 7), 'esp', 50], 4]),
      // Without /etc/protocols, nft writes numbers.
      set('passed', [[edge(7, 2), 50, 50], 3]),
    );
    const esp = { protocol: 'esp', port: 0, peer: 7 };
    expect(tallies).toEqual([
      { point: 'sent', ...esp, packets: 5 },
      { point: 'left', ...esp, packets: 4 },
      { point: 'passed', ...esp, packets: 3 },
    ]);
  });

  it('adds up what came from several addresses, of either version, and names them', () => {
    const { tallies } = read(
      set(
        'arrived4',
        [[edge(9, 2), 'udp', 4789, '10.0.0.9'], 3],
        [[edge(9, 2), 'udp', 4789, '192.0.2.1'], 1],
      ),
      set('arrived6', [[edge(9, 2), 'udp', 4789, 'fd00::9'], 1]),
    );
    expect(tallies).toEqual([
      {
        ...{ point: 'arrived', protocol: 'udp', port: 4789, peer: 9, packets: 5 },
        from: ['10.0.0.9', '192.0.2.1', 'fd00::9'],
      },
    ]);
  });

  it('leaves out what is between others', () => {
    const { tallies, sizes } = read(
      set('left', [[edge(4, 5), 'udp', 4789], 5]),
      set('arrived4', [[edge(4, 5), 'udp', 4789, '10.0.0.4'], 5]),
      set('arrived_whole', [[edge(4, 5), 1_500], 5]),
    );
    expect([tallies, sizes]).toEqual([[], []]);
  });

  it('puts rows of one port beside each other', () => {
    const { tallies } = read(
      set(
        'sent',
        [[edge(2, 7), 'udp', 7946], 1],
        [[edge(2, 7), 'udp', 4789], 1],
        [[edge(2, 8), 'udp', 7946], 1],
      ),
    );
    expect(tallies.map(({ port }) => port)).toEqual([4789, 7946, 7946]);
  });

  it('knows SYNs that another witness sent to the listener already', () => {
    const { syns } = read(
      set('syn_sent4', [['10.0.0.7', 2377], 1]),
      set('syn_passed4', [['10.0.0.9', 40_001], 1]),
      set('syn_passed6', [['fd00::9', 7946], 2]),
    );
    expect(syns).toEqual([
      { point: 'sent', port: 2377, address: '10.0.0.7', packets: 1 },
      { point: 'passed', port: 7946, address: '10.0.0.9', packets: 1 },
      { point: 'passed', port: 7946, address: 'fd00::9', packets: 2 },
    ]);
  });

  it('tells the largest size of each source, or for each destination', () => {
    const rows = [
      [[edge(9, 2), 1_500], 3],
      [[edge(9, 2), 1_400], 2],
      [[edge(8, 2), 1_280], 1],
    ] as const;
    expect(read(set('arrived_whole', ...rows)).sizes).toEqual([
      { peer: 8, size: 1_280, packets: 1 },
      { peer: 9, size: 1_500, packets: 3 },
    ]);
    const left = [set('left_unbroken', [[edge(2, 9), 1_500], 3], [[edge(2, 9), 1_600], 0])];
    expect(sizesIn(left, 'left', 2)).toEqual([{ peer: 9, size: 1_500, packets: 3 }]);
  });
});

describe('refusals', () => {
  it('by ICMP name who refused what, how', () => {
    const { refusals } = read(
      set('icmp4_udp', [['10.0.0.254', 0x030d, 0x0a000007, 4789], 5]),
      set('icmp6_esp', [['fd00::7', 0x0104, '0xfd000000000000000000000000000007', 50], 1]),
      set('icmp4_tcp', [['10.0.0.7', 0x0363, 0x0a000007, 2377], 1]),
    );
    expect(refusals).toEqual([
      { from: '10.0.0.7', how: 'icmp-code-99', address: '10.0.0.7', protocol: 'tcp', port: 2377 },
      {
        ...{ from: '10.0.0.254', how: 'icmp-admin-prohibited', address: '10.0.0.7' },
        ...{ protocol: 'udp', port: 4789 },
      },
      {
        from: 'fd00::7',
        how: 'icmp-port-unreachable',
        address: 'fd00::7',
        protocol: 'esp',
        port: 0,
      },
    ]);
  });

  it('by RST', () => {
    expect(read(set('rst4', [['10.0.0.7', 7946], 1])).refusals).toEqual([
      { from: '10.0.0.7', how: 'tcp-reset', address: '10.0.0.7', protocol: 'tcp', port: 7946 },
    ]);
  });
});
