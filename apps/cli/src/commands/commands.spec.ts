import { describe, expect, it } from 'vitest';
import { against } from '../testing/against.js';
import { json, problem, stream, type Routes } from '../testing/coordinator.js';
import { aFinding, aHost, aNetwork, anOperation, aPlan, joining } from '../testing/samples.js';

const aFleet = (fleet: string) => ({ fleet, specDigest: 'sha256:1', hosts: [], appliedAt: '' });
const oneFleet = json({ fleets: [aFleet('demo')] });

describe('muster plan', () => {
  const file = ['plan', '-f', '-'];

  it.each([
    ['differences', aPlan(), [], 0],
    ['differences', aPlan(), ['--detailed-exitcode'], 4],
    ['no differences', aPlan({ steps: [] }), ['--detailed-exitcode'], 0],
    ['a blocker', aPlan({ findings: [aFinding()] }), ['--detailed-exitcode'], 3],
  ])('with %s (%#) exits by its codes', async (_name, plan, options, expected) => {
    const routes = { 'POST /v1/plans': json(plan, 201) };
    const { code, seen } = await against(routes, [...file, ...options], { stdin: 'version: 1' });
    expect(code).toBe(expected);
    expect(seen.map((each) => each.body)).toEqual(['version: 1']);
  });
});

describe('which fleet', () => {
  const networks = json({ fleet: 'demo', revision: 1, networks: [], unknownOn: ['host-3'] });

  it('is the only one there is', async () => {
    const routes = { 'GET /v1/fleets': oneFleet, 'GET /v1/fleets/demo/networks': networks };
    const { code, stdout } = await against(routes, ['networks', 'ls']);
    expect(code).toBe(0);
    expect(stdout).toContain('unknown on host-3');
  });

  it('must be said when there are several', async () => {
    const routes = { 'GET /v1/fleets': json({ fleets: [aFleet('a'), aFleet('b')] }) };
    const { code, stderr } = await against(routes, ['networks', 'ls']);
    expect(code).toBe(2);
    expect(stderr).toContain('a, b');
  });

  it('is none before the first up', async () => {
    const routes = { 'GET /v1/fleets': json({ fleets: [] }) };
    const { code, stderr } = await against(routes, ['status']);
    expect(code).toBe(1);
    expect(stderr).toContain('muster up -f');
  });
});

describe('networks', () => {
  const routes: Routes = {
    'GET /v1/fleets/demo/networks/app': json(aNetwork('app')),
    'POST /v1/fleets/demo/networks': json(anOperation({ state: 'pending' }), 202),
    'DELETE /v1/fleets/demo/networks/app': json(anOperation({ state: 'pending' }), 202),
    'GET /v1/operations/op-1/events': stream(joining),
    'GET /v1/operations/op-1': json(anOperation()),
  };

  it('create sends what was asked for and shows what came of it', async () => {
    const options = [
      '--attachable',
      '--opt',
      'encrypted',
      '--subnet',
      '10.1.0.0/24',
      '--mtu',
      '1400',
    ];
    const argv = ['networks', 'create', 'app', '--fleet', 'demo', ...options, '--label', 'a=b=c'];
    const { code, stdout, seen } = await against(routes, argv);
    expect(code).toBe(0);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      name: 'app',
      attachable: true,
      internal: false,
      encrypted: true,
      subnets: [{ subnet: '10.1.0.0/24' }],
      ...{ mtu: 1400, ingress: false, ipv6: false, vnis: [], options: {} },
      labels: { a: 'b=c' },
    });
    expect(stdout).toContain('10.0.1.0/24 (gateway 10.0.1.1)');
  });

  it('create takes the options of docker network create, each subnet with its parts', async () => {
    const options = [
      ...['--subnet', '10.1.0.0/24', '--subnet', '10.2.0.0/24', '--gateway', '10.2.0.9'],
      ...['--ip-range', '10.1.0.128/25', '--aux-address', 'nas=10.1.0.7', '--ipv6'],
      ...['--opt', 'com.docker.network.driver.overlay.vxlanid_list=5001,5002', '--vni', '5003'],
      ...[
        '--opt',
        'com.docker.network.driver.mtu=1400',
        '--opt',
        'colour=red',
        '--driver',
        'overlay',
      ],
      ...['--expected-endpoints', '30', '--accept', 'overlay-ipv6'],
    ];
    const argv = ['networks', 'create', 'app', '--fleet', 'demo', ...options];
    const { seen } = await against(routes, argv);
    expect(seen[0]?.route).toBe('POST /v1/fleets/demo/networks?accept=overlay-ipv6');
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      subnets: [
        { subnet: '10.1.0.0/24', ipRange: '10.1.0.128/25', auxAddresses: { nas: '10.1.0.7' } },
        { subnet: '10.2.0.0/24', gateway: '10.2.0.9' },
      ],
      ...{ ipv6: true, vnis: [5001, 5002, 5003], mtu: 1400, expectedEndpoints: 30 },
      options: { colour: 'red' },
    });
  });

  it('create --replace needs a yes, and says so to the coordinator', async () => {
    const argv = ['networks', 'create', 'app', '--fleet', 'demo', '--replace', '--force'];
    expect(await against(routes, argv)).toMatchObject({ code: 2, seen: [] });
    const { code, seen } = await against(routes, [...argv, '--yes', '--mtu', 'auto']);
    expect(code).toBe(0);
    expect(seen[0]?.route).toBe('POST /v1/fleets/demo/networks?replace=1&force=1');
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ mtu: 'auto' });
  });

  it('update asks for other labels', async () => {
    const update = { 'PATCH /v1/fleets/demo/networks/app': json(anOperation(), 202) };
    const argv = ['networks', 'update', 'app', '--fleet', 'demo', '--label', 'a=b', '--replace'];
    const { code, seen } = await against({ ...routes, ...update }, [...argv, '--yes']);
    expect(code).toBe(0);
    expect(seen[0]).toMatchObject({
      route: 'PATCH /v1/fleets/demo/networks/app?replace=1',
      body: '{"labels":{"a":"b"}}',
    });
  });

  it('create is blocked with the prerequisite', async () => {
    const findings = [aFinding({ id: 'overlay-without-swarm' })];
    const blocked = problem({ status: 409, code: 'plan-blocked', findings });
    const argv = ['networks', 'create', 'app', '--fleet', 'demo'];
    const { code, stderr } = await against({ 'POST /v1/fleets/demo/networks': blocked }, argv);
    expect(code).toBe(3);
    expect(stderr).toContain('overlay-without-swarm');
  });

  it('rm needs a yes', async () => {
    const argv = ['networks', 'rm', 'app', '--fleet', 'demo'];
    expect(await against(routes, argv)).toMatchObject({ code: 2, seen: [] });
    const { code, stdout } = await against(routes, [...argv, '--yes', '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ operation: { id: 'op-1' } });
  });
});

describe('operations', () => {
  it('watch exits with 1 when the operation did not succeed', async () => {
    const routes = {
      'GET /v1/operations/op-1/events': stream(joining),
      'GET /v1/operations/op-1': json(anOperation({ state: 'cancelled', reason: 'asked to stop' })),
    };
    const { code, stdout } = await against(routes, ['operations', 'watch', 'op-1']);
    expect(code).toBe(1);
    expect(stdout).toContain('cancelled in 6.1 s: asked to stop');
  });

  it('watch of one that does not exist ends at once', async () => {
    const missing = problem({ status: 404, code: 'operation-not-found' });
    const { code, seen } = await against({ 'GET /v1/operations/x/events': missing }, [
      'operations',
      'watch',
      'x',
    ]);
    expect(code).toBe(1);
    expect(seen).toHaveLength(1);
  });

  it('values of a path are encoded', async () => {
    const { seen } = await against({}, ['operations', 'show', '../x y']);
    expect(seen.map((each) => each.route)).toEqual(['GET /v1/operations/..%2Fx%20y']);
  });
});

describe('down', () => {
  const fleets = json({ fleets: [{ ...aFleet('demo'), hosts: ['host-1'] }] });
  const bare = { fleet: null, membership: { kind: 'none' } as const };
  const hosts = [aHost('host-1', bare), aHost('elsewhere', bare)];
  const routes: Routes = {
    'GET /v1/fleets': fleets,
    'POST /v1/fleets/demo/plans': json(aPlan({ goal: 'down' }), 201),
    'POST /v1/fleets/demo/operations': json(anOperation({ state: 'pending' }), 202),
    'GET /v1/operations/op-1/events': stream(joining),
    'GET /v1/operations/op-1': json(anOperation({ goal: 'down' })),
    'GET /v1/hosts': json({ revision: 1, hosts, next: null }),
  };

  it('plans, applies, and looks at hosts that are in no fleet any more', async () => {
    const { code, seen, stdout } = await against(routes, ['down', '--yes', '-o', 'yaml']);
    expect(code).toBe(0);
    expect(seen.map((each) => each.body)).toContain('{"goal":"down"}');
    expect(stdout).toMatch(/^plan:\n {2}id: plan-1\n/);
    expect(stdout).toContain('host: host-1');
    expect(stdout).not.toContain('elsewhere');
  });

  it('gives the hosts free though nothing is to do on them', async () => {
    const idle = { 'POST /v1/fleets/demo/plans': json(aPlan({ goal: 'down', steps: [] }), 201) };
    const { code, seen, stdout } = await against({ ...routes, ...idle }, ['down', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('no host is in a swarm');
    expect(seen.map((each) => each.route)).toContain('POST /v1/fleets/demo/operations');
  });
});
