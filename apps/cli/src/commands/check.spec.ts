import type { CheckReport } from '@muster/api';
import { describe, expect, it } from 'vitest';
import { Stop } from '../stop.js';
import { against } from '../testing/against.js';
import { json, problem, type Routes } from '../testing/coordinator.js';
import { aCheck, aCheckFinding, aFinding, anEdge, aPlan, aReport } from '../testing/samples.js';

const fleets = json({
  fleets: [{ fleet: 'demo', specDigest: 'sha256:1', hosts: [], appliedAt: '' }],
});
const noFleets = json({ fleets: [] });
const begun = json(aCheck({ state: 'pending', report: null, finishedAt: null }), 202);
const underWay = json(
  aCheck({ state: 'running', progress: 'sending probes', report: null, finishedAt: null }),
);

const working: Routes = {
  'GET /v1/fleets': fleets,
  'POST /v1/fleets/demo/checks': begun,
  'POST /v1/checks': begun,
  'GET /v1/checks/check-1': [underWay, underWay, json(aCheck())],
};

const bodies = (seen: readonly { route: string; body: string }[]) =>
  seen
    .filter(({ route }) => route.startsWith('POST'))
    .map(({ route, body }) => ({ route, body: JSON.parse(body) as unknown }));

describe('muster check', () => {
  it('starts a check of the only fleet, shows progress as lines, and the report', async () => {
    const { code, stdout, stderr, seen } = await against(working, ['check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/check … sending probes/g)).toHaveLength(1);
    expect(stdout).toContain('6 pass, 0 fail, 0 unknown');
    expect(bodies(seen)).toEqual([{ route: 'POST /v1/fleets/demo/checks', body: {} }]);
  });

  it('shows progress as one line that changes on a terminal', async () => {
    const { code, stdout } = await against(working, ['check'], { tty: true });
    expect(code).toBe(0);
    expect(stdout).toContain('sending probes … 0.0 s');
    expect(stdout).toContain('6 edges between 3 hosts');
  });

  it('answers programs with the report alone', async () => {
    const { stdout } = await against(working, ['check', '-o', 'json']);
    expect(JSON.parse(stdout)).toEqual(aReport());
  });

  it('sends hosts and ports, however the ports are written', async () => {
    const options = ['--hosts', 'host-1,host-2', '--ports', 'tcp/2377,4789/udp,7946,esp'];
    const { seen } = await against(working, ['check', ...options]);
    const ports = ['2377/tcp', '4789/udp', '7946', 'esp'];
    expect(bodies(seen)[0]?.body).toEqual({ hosts: ['host-1', 'host-2'], ports });
  });

  it('takes a spec that was not applied', async () => {
    const argv = ['check', '-f', '-'];
    const { code, seen } = await against(working, argv, { stdin: 'version: 1' });
    expect(code).toBe(0);
    expect(bodies(seen)).toEqual([{ route: 'POST /v1/checks', body: { spec: 'version: 1' } }]);
  });

  it('takes hosts by name before there is a fleet', async () => {
    const routes = { ...working, 'GET /v1/fleets': noFleets };
    const { seen } = await against(routes, ['check', '--hosts', 'a,b']);
    expect(bodies(seen)).toEqual([{ route: 'POST /v1/checks', body: { hosts: ['a', 'b'] } }]);
  });

  it('says what to give when there is nothing to check', async () => {
    const { code, stderr } = await against({ 'GET /v1/fleets': noFleets }, ['check']);
    expect(code).toBe(1);
    expect(stderr).toContain('muster check -f FILE');
  });

  it.each([
    ['a failing edge', { edges: [anEdge('a', 'b', { verdict: 'fail' })] }, 3],
    ['a finding that blocks', { findings: [aCheckFinding()] }, 3],
    ['an unknown edge', { edges: [anEdge('a', 'b', { verdict: 'unknown' })] }, 5],
  ])('with %s exits by its codes', async (_name, changes: Partial<CheckReport>, expected) => {
    const report = aReport(changes);
    const done = json(aCheck({ report }));
    const { code } = await against({ ...working, 'GET /v1/checks/check-1': done }, ['check']);
    expect(code).toBe(expected);
  });

  it('that could not be made is a failure of its own', async () => {
    const failed = json(aCheck({ state: 'failed', reason: 'no host answers', report: null }));
    const { code, stderr } = await against({ ...working, 'GET /v1/checks/check-1': failed }, [
      'check',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('no host answers');
  });

  it('shows what the coordinator refuses', async () => {
    const unknown = problem({ status: 422, code: 'port-unknown', detail: 'Swarm uses no 80/tcp' });
    const routes = { ...working, 'POST /v1/fleets/demo/checks': unknown };
    const { code, stderr } = await against(routes, ['check', '--ports', 'tcp/80']);
    expect(code).toBe(1);
    expect(stderr).toContain('Swarm uses no 80/tcp');
  });

  it('goes on without us on Ctrl-C, and says where to find it', async () => {
    const interrupt = new AbortController();
    const routes = { ...working, 'GET /v1/checks/check-1': underWay };
    const { code, stderr } = await against(routes, ['check'], {
      interrupt: interrupt.signal,
      onOutput: (text) => {
        if (text.includes('sending')) interrupt.abort(Stop.interrupted('interrupted'));
      },
    });
    expect(code).toBe(130);
    expect(stderr).toContain('muster checks show check-1');
  });

  it.each([[['--ports', 'http']], [['--ports', 'tcp/2377,,esp']], [['--hosts', '']]])(
    'refuses %j at once',
    async (options) => {
      const { code, seen } = await against(working, ['check', ...options]);
      expect({ code, seen }).toEqual({ code: 2, seen: [] });
    },
  );
});

describe('muster checks', () => {
  it('ls lists', async () => {
    const routes = { 'GET /v1/checks': json({ checks: [omitReport()] }) };
    const { code, stdout, seen } = await against(routes, ['checks', 'ls', '--fleet', 'demo']);
    expect(code).toBe(0);
    expect(stdout).toContain('check-1');
    expect(seen[0]?.route).toBe('GET /v1/checks?limit=20&fleet=demo');
  });

  it('show latest shows the newest of the fleet', async () => {
    const routes = { ...working, 'GET /v1/fleets/demo/checks/latest': json(aCheck()) };
    const { code, stdout } = await against(routes, ['checks', 'show', 'latest']);
    expect(code).toBe(0);
    expect(stdout).toContain('6 edges between 3 hosts');
  });
});

describe('accepting', () => {
  const withBlocker = (...ids: string[]) =>
    json(aPlan({ steps: [], findings: ids.map((id) => aFinding({ id })) }), 201);
  const plan = (routes: Routes, ...options: string[]) =>
    against(routes, ['plan', '-f', '-', ...options], { stdin: 'version: 1' });

  it('sends the ids, and shows the findings as accepted', async () => {
    const findings = [aFinding({ id: 'clock-skew', severity: 'warning', accepted: true })];
    const routes = { 'POST /v1/plans': json(aPlan({ findings }), 201) };
    const { code, stdout, seen } = await plan(routes, '--accept', 'clock-skew', '--accept', 'b');
    expect(code).toBe(0);
    expect(stdout).toContain('accepted clock-skew');
    expect(seen[0]?.route).toBe('POST /v1/plans?accept=clock-skew&accept=b');
  });

  it('is offered where a plan is blocked by what can be accepted', async () => {
    const routes = { 'POST /v1/plans': withBlocker('clock-skew', 'port-blocked', 'clock-skew') };
    const { code, stdout } = await plan(routes);
    expect(code).toBe(3);
    expect(stdout).toContain('muster up … --accept clock-skew --accept port-blocked');
  });

  it('is not offered while something else has to be mended', async () => {
    const { stdout } = await plan({ 'POST /v1/plans': withBlocker('clock-skew', 'no-manager') });
    expect(stdout).not.toContain('--accept');
  });
});

function omitReport() {
  const { report: _, ...summary } = aCheck();
  return summary;
}
