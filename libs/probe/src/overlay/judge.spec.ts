import { describe, expect, it } from 'vitest';
import { judgeOverlay } from './judge.js';
import type { OverlayEvidence } from './model.js';
import { addressOf, evidenceOf, hosts, receiving, type Host } from './testing/evidence.js';

const layersOf = (evidence: OverlayEvidence): Record<string, string> =>
  Object.fromEntries(
    judgeOverlay(evidence).pairs.map(({ source, destination, verdict, layer }) => [
      `${source} ${destination}`,
      layer ?? verdict,
    ]),
  );

describe('a network', () => {
  it('works when every task got everything of every other one', () => {
    const judged = judgeOverlay(evidenceOf(hosts(3)));
    expect(judged.verdict).toBe('pass');
    expect(judged.pairs).toHaveLength(6);
    expect(judged.pairs[0]).toEqual({
      ...{ source: 'host-1', destination: 'host-2', verdict: 'pass', reason: '' },
      bitsPerSecond: 2_000_000,
    });
    expect(judged.encryption).toMatchObject({ state: 'n/a', plain: 108 });
    expect(judged.vip.verdict).toBe('pass');
    expect(judged.findings).toEqual([]);
  });

  it('of which nothing arrives at one host fails for the pairs to it', () => {
    const [one, two, three] = hosts(3) as [Host, Host, Host];
    const cut = receiving(receiving(three, 1, undefined), 2, undefined);
    // What is sent back does not arrive either, so nobody answers host-3.
    const noTcp = (host: Host) => receiving(host, 3, { tcp: false, bulkBytes: 0 });
    const evidence = evidenceOf([noTcp(one), noTcp(two), cut]);
    expect(layersOf(evidence)).toEqual({
      'host-1 host-2': 'pass',
      'host-2 host-1': 'pass',
      'host-1 host-3': 'udp',
      'host-2 host-3': 'udp',
      'host-3 host-1': 'tcp',
      'host-3 host-2': 'tcp',
    });
    const { verdict, pairs, findings } = judgeOverlay(evidence);
    expect(verdict).toBe('fail');
    expect(pairs.find(({ layer }) => layer === 'tcp')?.reason).toContain(
      'nothing comes back from host-1 to host-3',
    );
    expect(findings.map(({ id }) => id)).toEqual(['overlay-udp', 'overlay-tcp']);
    expect(findings[0]?.message).toContain('host-1 → host-3, host-2 → host-3');
  });

  it.each([
    ['the large UDP packets', { full: 0 }],
    ['the bulk of TCP', { bulkBytes: 900 }],
  ])('that loses %s stops large packets only, and says so', (_, change) => {
    const [one, two] = hosts(2) as [Host, Host];
    const judged = judgeOverlay(evidenceOf([one, receiving(two, 1, change)]));
    expect(judged.pairs.map(({ layer }) => layer)).toEqual(['large-packets', undefined]);
    expect(judged.pairs[0]?.reason).toContain("the network's MTU of 1450");
    expect(judged.findings.map(({ id }) => id)).toEqual(['overlay-large-packets']);
  });

  it('whose names do not resolve fails before anything else', () => {
    const [one, two] = hosts(2) as [Host, Host];
    const blind = { ...one, task: { ...one.task, resolved: [addressOf(1)] } };
    const judged = judgeOverlay(evidenceOf([blind, receiving(two, 1, undefined)]));
    expect(judged.pairs[0]).toMatchObject({ layer: 'name-resolution' });
    expect(judged.pairs[0]?.reason).toContain('host-2 (10.0.9.2)');
  });

  it('with a host that told nothing is unknown there, for that reason', () => {
    const [one, two, three] = hosts(3) as [Host, Host, Host];
    const reason = 'its task could not start: no space left on device';
    const silent = { ...three, task: { kind: 'unknown' as const, reason } };
    const judged = judgeOverlay(evidenceOf([one, two, silent]));
    expect(judged.verdict).toBe('unknown');
    const unknown = judged.pairs.filter(({ verdict }) => verdict === 'unknown');
    expect(unknown).toHaveLength(4);
    expect(unknown.every((pair) => pair.reason === `host-3: ${reason}`)).toBe(true);
    expect(judged.findings.map(({ id }) => id)).toEqual(['overlay-unproven']);
  });

  it('on one host works when its task found itself', () => {
    expect(judgeOverlay(evidenceOf(hosts(1))).verdict).toBe('pass');
    const [one] = hosts(1) as [Host];
    const lost = { ...one, task: { ...one.task, resolved: [] } };
    expect(judgeOverlay(evidenceOf([lost])).verdict).toBe('unknown');
  });

  it('whose virtual addresses do not answer says so apart, and whose kernel it is', () => {
    const [one, two] = hosts(2) as [Host, Host];
    const { vip: _, ...task } = two.task;
    const judged = judgeOverlay(
      evidenceOf([
        { ...one, task: { ...one.task, vip: { address: '10.0.9.200', answered: false } } },
        { ...two, task, withoutIpvs: 'CONFIG_IP_VS is not set' },
      ]),
    );
    expect(judged.verdict).toBe('pass');
    expect(judged.vip).toEqual({
      verdict: 'fail',
      hosts: ['host-1', 'host-2'],
      reason:
        'host-1: nobody answers at the virtual address 10.0.9.200; host-2: its kernel has no IPVS (CONFIG_IP_VS is not set)',
    });
    expect(judged.findings.map(({ id }) => id)).toEqual(['overlay-vip-unanswered']);
  });
});

describe('an encrypted network', () => {
  const esp = { espIn: 7, espOut: 7 };

  it('is proven when both ends counted ESP, and nothing in the clear', () => {
    const judged = judgeOverlay(evidenceOf(hosts(2, esp), true));
    expect(judged.verdict).toBe('pass');
    expect(judged.encryption).toEqual({ state: 'proven', reason: '', esp: 28, plain: 0 });
  });

  it('is not when a single packet was in the clear, though everything passes', () => {
    const [one, two] = hosts(2, esp) as [Host, Host];
    const leaking = { ...two, wire: two.wire.map((count) => ({ ...count, plainOut: 1 })) };
    const judged = judgeOverlay(evidenceOf([one, leaking], true));
    expect(judged.verdict).toBe('fail');
    expect(judged.encryption).toMatchObject({ state: 'not', plain: 1 });
    expect(judged.findings.map(({ id }) => id)).toEqual(['overlay-not-encrypted']);
  });

  it('is not known to be when nobody could watch, and then not known to work', () => {
    const [one, two] = hosts(2, esp) as [Host, Host];
    const wire = { kind: 'unknown', reason: 'nft is not installed' } as const;
    const judged = judgeOverlay(evidenceOf([one, { ...two, wire }], true));
    expect(judged.verdict).toBe('unknown');
    expect(judged.encryption).toMatchObject({
      state: 'unknown',
      reason: 'host-2: nft is not installed',
    });
  });

  it('is not known to be when packets passed that were neither', () => {
    const judged = judgeOverlay(evidenceOf(hosts(2, {}), true));
    expect(judged.encryption).toMatchObject({
      state: 'unknown',
      reason: 'no ESP packet left host-1 for host-2',
    });
  });
});
