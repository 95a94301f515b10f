import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlayMtu } from '@muster/inventory';
import { check, idsOf } from '../testing/check.js';
import { someHosts } from '../testing/hosts.js';
import type { Faults } from '../testing/network.js';

const encrypted = { name: 'vault', encrypted: true };
const made1400 = { name: 'small', encrypted: false, mtu: 1400 };

/** The path between a and b in both directions. */
const narrow = (mtu: number): Faults => ({
  pathMtu: (source, destination) =>
    [source, destination].toSorted().join() === 'a,b' ? mtu : undefined,
});

const mtuOf = (judgement: ReturnType<typeof check>, source: string, destination: string) =>
  judgement.pathMtu.find((it) => it.source === source && it.destination === destination)?.mtu;

describe('the path MTU', () => {
  it('is what the interfaces take, where that arrives', () => {
    const judgement = check();
    expect(judgement.pathMtu).toHaveLength(6);
    expect(judgement.pathMtu.every(({ mtu }) => mtu === 1500)).toBe(true);
  });

  it('is found in the second round, and names black hole and networks at risk', () => {
    const judgement = check(narrow(1400), { networks: [encrypted, made1400] });
    expect(mtuOf(judgement, 'a', 'b')).toBe(1400);
    expect(mtuOf(judgement, 'a', 'c')).toBe(1500);
    expect(judgement.edges.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(judgement.findings).toMatchObject([
      {
        id: 'path-mtu-low',
        severity: 'warning',
        hosts: ['a', 'b'],
        message:
          'the path MTU is as low as 1400 bytes on 2 pairs of hosts, a → b, b → a: overlays can have 1350 there, encrypted ones 1324; ' +
          'at risk: ingress (made for 1500), vault (made for 1500)',
      },
      {
        id: 'path-mtu-black-hole',
        severity: 'warning',
        message:
          'packets of more than 1400 bytes vanish on 2 pairs of hosts, a → b, b → a: the interfaces take 1500, ' +
          'and no ICMP tells the source that they are too big',
      },
    ]);
  });

  it('is no black hole when somebody tells that packets are too big', () => {
    expect(idsOf(check({ ...narrow(1400), tellsTooBig: true }))).toEqual(['path-mtu-low']);
  });

  it('is none either where that was told once: the kernel has learnt it, and sends nothing too big again', () => {
    const later = narrow(1400);
    expect(idsOf(check({ ...later, tellsTooBig: true }, { later }))).toEqual(['path-mtu-low']);
  });

  it('is too low also where the interfaces themselves take less', () => {
    const hosts = someHosts(2).map((host) => ({ ...host, mtu: 1450 }));
    const judgement = check({}, { hosts });
    expect(mtuOf(judgement, 'a', 'b')).toBe(1450);
    expect(idsOf(judgement)).toEqual(['path-mtu-low']);
  });

  it('of jumbo frames is found too, and is no risk to overlays made for 1500', () => {
    const hosts = someHosts(3).map((host) => ({ ...host, mtu: 9000 }));
    const judgement = check(narrow(4000), { hosts });
    expect(mtuOf(judgement, 'b', 'a')).toBe(4000);
    expect(idsOf(judgement)).toEqual(['path-mtu-black-hole']);
  });

  it('is not called a black hole for a few packets lost by chance', () => {
    const lossy: Faults = {
      passing: (way) => (way.port === 'udp/4789' ? 4 : undefined),
      pathMtu: () => 1496,
    };
    expect(idsOf(check(lossy))).not.toContain('path-mtu-black-hole');
  });

  it('is not known where the destination has no witness', () => {
    const judgement = check({ blind: { b: 'no nft' } });
    expect(mtuOf(judgement, 'a', 'b')).toBeNull();
    expect(mtuOf(judgement, 'b', 'a')).toBe(1500);
  });

  it('is not asked without the data path', () => {
    expect(check({}, { ports: [{ protocol: 'tcp', port: 7946 }] }).pathMtu).toEqual([]);
  });
});

describe('the MTU of an overlay', () => {
  it('is what the Engine makes of the underlay', () => {
    expect(overlayMtu(1500, false)).toBe(1450);
    expect(overlayMtu(1500, true)).toBe(1424);
  });

  it('leaves room for all headers, and no encrypted one is ragged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 576, max: 9216 }), (underlay) => {
        expect(overlayMtu(underlay, true) % 4).toBe(0);
        expect(overlayMtu(underlay, true) + 76).toBeLessThanOrEqual(underlay);
      }),
    );
  });
});
