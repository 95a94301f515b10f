import { checkReportSchema } from '@muster/api';
import { FleetError } from '@muster/kernel';
import { aFleet, anInventory, FakePorts } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckStand } from '../testing/check-stand.js';
import { parseReport } from './report.js';

let stand: CheckStand<FakePorts>;

beforeEach(async () => {
  stand = await CheckStand.start({
    spec: aFleet('lab').manager('a').worker('b').worker('c'),
    ports: new FakePorts(),
    inventory: anInventory().none('a').none('b').none('c'),
  });
});
afterEach(() => stand.stop());

const byRequest = { cause: 'request' } as const;
const { signal } = new AbortController();

const make = (more = {}) => stand.checks.make(stand.question(more), byRequest, signal);
const ended = (id: string) => stand.checks.wait(id, AbortSignal.timeout(5_000));
const reportOf = async (id: string) => {
  const packed = await stand.store.report(id);
  return packed && parseReport(packed);
};

describe('a check of a healthy fleet', () => {
  it('passes every edge in one round, and is kept with its report', async () => {
    const started = await stand.checks.start(stand.question(), byRequest);
    expect(started).toMatchObject({ state: 'pending', fleet: 'lab', hosts: ['a', 'b', 'c'] });
    const check = await ended(started.id);
    // Six pairs; 7946 twice and 4789 towards everybody, 2377 towards the one manager.
    expect(check).toMatchObject({
      ...{ state: 'succeeded', edges: { pass: 20, fail: 0, unknown: 0 }, blockers: 0 },
      ports: ['2377/tcp', '7946/tcp', '7946/udp', '4789/udp'],
    });
    const report = checkReportSchema.parse(await reportOf(check.id));
    expect(report.edges).toHaveLength(20);
    expect(report.pathMtu).toHaveLength(6);
    expect(report.findings).toEqual([]);
    expect(report.fleet).toBe('lab');
    expect(stand.hub.kinds('a')).toEqual(['openWitness', 'sendProbes', 'collectWitness']);
    expect(stand.ports.openWitnesses).toBe(0);
  });

  it('is asked of the chosen hosts and ports only', async () => {
    const ports = [{ protocol: 'udp', port: 4789 }] as const;
    const { report } = await make({ hosts: ['a', 'c'], ports });
    expect(report.edges.map(({ source, destination }) => `${source}${destination}`)).toEqual([
      'ac',
      'ca',
    ]);
    expect(stand.hub.kinds('b')).toEqual([]);
  });

  it('of one host alone has nothing to prove', async () => {
    const { report } = await make({ hosts: ['a'] });
    expect(report.edges).toEqual([]);
    expect(stand.hub.told).toEqual([]);
  });
});

describe('a check of many hosts', () => {
  it('lets others use the event loop while it judges', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `h${String(index)}`);
    const fleet = names.reduce((spec, name) => spec.manager(name), aFleet('lab'));
    const known = names.reduce((inventory, name) => inventory.none(name), anInventory());
    const many = await CheckStand.start({ spec: fleet, ports: new FakePorts(), inventory: known });
    let turns = 0;
    const count = () => {
      // Only from the moment on when everything has been collected.
      const asked = many.hub.kinds().filter((kind) => kind === 'collectWitness').length;
      if (asked === names.length) turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    try {
      const { report } = await many.checks.make(many.question(), byRequest, signal);
      expect(report.edges).toHaveLength(40 * 39 * 4);
      expect(turns).toBeGreaterThan(10);
    } finally {
      clearImmediate(timer);
      await many.stop();
    }
  });
});

describe('a check that finds something', () => {
  it('asks a second time what failed, and names edge and layer', async () => {
    stand.ports.block({
      source: 'a',
      destination: 'b',
      protocol: 'udp',
      port: 4789,
      at: 'network',
    });
    const { report } = await make();
    const failing = report.edges.filter(({ verdict }) => verdict !== 'pass');
    expect(failing).toMatchObject([
      { source: 'a', destination: 'b', port: 4789, verdict: 'fail', layer: 'network' },
    ]);
    expect(report.findings.some(({ severity }) => severity === 'blocker')).toBe(true);
    expect(stand.hub.kinds('a').filter((kind) => kind === 'openWitness')).toHaveLength(2);
  });

  it('shows an accepted finding as a warning that was accepted', async () => {
    stand.ports.block({ destination: 'b', protocol: 'udp', at: 'destination-firewall' });
    const [first] = (await make()).report.findings;
    const accept = (await make()).report.findings.map(({ id }) => id);
    const { report, mesh } = await make({ accept });
    expect(report.findings[0]).toEqual({ ...first, severity: 'warning', accepted: true });
    // What the mesh says itself is not what one asker accepts.
    expect(mesh.findings.some(({ severity }) => severity === 'blocker')).toBe(true);
  });

  it('is unknown about an agent that is gone, never pass, and right about all others', async () => {
    stand.hub.disconnect('c');
    const { report } = await make();
    for (const { source, destination, verdict } of report.edges) {
      const about = source === 'c' || destination === 'c';
      if (about) expect(verdict).not.toBe('pass');
      else expect(verdict).toBe('pass');
    }
    expect(report.edges.some(({ verdict }) => verdict === 'unknown')).toBe(true);
  });

  it('is unknown towards an agent that is too old', async () => {
    stand.hub.behave('c', () => {
      throw new FleetError('unsupported', 'c: this agent does not know the verb');
    });
    const { report } = await make();
    const towards = report.edges.filter(
      ({ destination, protocol }) => destination === 'c' && protocol === 'udp',
    );
    expect(new Set(towards.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
    expect(towards[0]?.reason).toContain('does not know the verb');
  });
});
