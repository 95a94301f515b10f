import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Stop } from '../stop.js';
import { json, problem, ScriptedCoordinator, stream, type Routes } from '../testing/coordinator.js';
import { aFinding, aHost, aNetwork, anOperation, aPlan, joining } from '../testing/samples.js';
import { muster } from '../testing/terminal.js';

const hosts = json({ revision: 2, hosts: [aHost('host-1'), aHost('host-2')], next: null });
const networks = json({ fleet: 'demo', revision: 2, networks: [aNetwork('app')], unknownOn: [] });
const aFleet = { fleet: 'demo', specDigest: 'sha256:1', hosts: [], appliedAt: '' };

const working: Routes = {
  'POST /v1/plans': json(aPlan(), 201),
  'GET /v1/fleets': json({ fleets: [aFleet] }),
  'POST /v1/fleets/demo/operations': json(anOperation({ state: 'pending' }), 202),
  'GET /v1/operations/op-1/events': stream(joining),
  'GET /v1/operations/op-1': json(anOperation()),
  'GET /v1/hosts': hosts,
  'GET /v1/fleets/demo/networks': networks,
};

async function scripted(changes: Routes = {}) {
  const coordinator = await ScriptedCoordinator.start({ ...working, ...changes });
  const file = join(coordinator.dir, 'fleet.yaml');
  await writeFile(file, 'version: 1\n');
  const up = ['up', '-f', file, '--coordinator', coordinator.socket];
  return { coordinator, up, file, [Symbol.asyncDispose]: () => coordinator[Symbol.asyncDispose]() };
}

describe('muster up', () => {
  it('plans, applies, shows each event as a line, and prints what was observed', async () => {
    await using fleet = await scripted();
    const { code, stdout, stderr } = await muster([...fleet.up, '--yes']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('Fleet demo: 2 steps to 2 hosts.');
    expect(stdout).toMatch(
      /^\d\d:\d\d:\d\d host-2 {2}swarm\.join host-2 as worker … done \(1\.2 s\)$/m,
    );
    expect(stdout).toContain('2 of 2 hosts work.');
    expect(stdout).toContain('Operation op-1 succeeded in 6.1 s');
    expect(fleet.coordinator.seen[0]?.body).toBe('version: 1\n');
    expect(fleet.coordinator.routesSeen()).toContain('GET /v1/hosts?fleet=demo&maxAgeMs=5000');
  });

  it('keeps stdout to one document with -o json, and progress on stderr', async () => {
    await using fleet = await scripted();
    const { code, stdout, stderr } = await muster([...fleet.up, '--yes', '-o', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      plan: { id: 'plan-1' },
      operation: { state: 'succeeded' },
      hosts: [{ host: 'host-1' }, { host: 'host-2' }],
      networks: [{ name: 'app' }],
    });
    expect(stderr).toContain('swarm.join host-2 as worker … done');
  });

  it('is blocked by findings: applies nothing and exits with 3', async () => {
    const plan = aPlan({ steps: [], findings: [aFinding()] });
    await using fleet = await scripted({ 'POST /v1/plans': json(plan, 201) });
    const { code, stdout } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(3);
    expect(stdout).toContain('blocker agent-missing  line 7, hosts[1].name');
    expect(stdout).toContain('→ Start the agent on host-2.');
    expect(fleet.coordinator.routesSeen()).toEqual(['POST /v1/plans']);
  });

  it('shows every finding about a spec that is no spec, and exits with 3', async () => {
    const findings = [aFinding({ id: 'unknown-key' }), aFinding({ id: 'wrong-type' })];
    const invalid = problem({ status: 422, code: 'spec-invalid', findings });
    await using fleet = await scripted({ 'POST /v1/plans': invalid });
    const { code, stdout, stderr } = await muster([...fleet.up, '--yes']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('unknown-key');
    expect(stderr).toContain('wrong-type');
  });

  it('says so when nothing is to do, and shows the state', async () => {
    await using fleet = await scripted({ 'POST /v1/plans': json(aPlan({ steps: [] }), 201) });
    const { code, stdout } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('Fleet demo: nothing to do, it is as the spec says.');
    expect(stdout).toContain('2 of 2 hosts work.');
    expect(fleet.coordinator.routesSeen()).not.toContain('POST /v1/fleets/demo/operations');
  });

  it('has a spec kept that the coordinator does not have yet, though nothing is to do', async () => {
    await using fleet = await scripted({
      'POST /v1/plans': json(aPlan({ steps: [] }), 201),
      'GET /v1/fleets': json({ fleets: [] }),
    });
    const { code } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(0);
    expect(fleet.coordinator.routesSeen()).toContain('POST /v1/fleets/demo/operations');
  });

  it('exits with 1 when the operation failed, and still shows what is there', async () => {
    const failed = anOperation({ state: 'failed', reason: 'host-2 never joined' });
    await using fleet = await scripted({ 'GET /v1/operations/op-1': json(failed) });
    const { code, stdout } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(1);
    expect(stdout).toContain('failed in 6.1 s: host-2 never joined');
    expect(stdout).toContain('2 of 2 hosts work.');
  });

  it('exits with 1 when what is there could not be seen afterwards', async () => {
    const unseen = problem({ status: 503, code: 'unavailable', detail: 'no manager answers' });
    await using fleet = await scripted({ 'GET /v1/fleets/demo/networks': unseen });
    const { code, stdout, stderr } = await muster([...fleet.up, '--yes', '-o', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ operation: { state: 'succeeded' }, networks: null });
    expect(stderr).toContain('no manager answers');
  });
});

describe('muster up asks', () => {
  it('nothing without a terminal: it wants --yes before anything is planned', async () => {
    await using fleet = await scripted();
    const { code, stderr } = await muster(fleet.up);
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(fleet.coordinator.seen).toEqual([]);
  });

  it('and goes on after a yes, with a table that moves', async () => {
    await using fleet = await scripted();
    const { code, stdout } = await muster(fleet.up, { tty: true, stdin: 'y\n' });
    expect(code).toBe(0);
    expect(stdout).toContain('Apply 2 steps to 2 hosts? [y/N]');
    expect(stdout).toContain('succeeded: 1 of 1 step done');
  });

  it.each(['n\n', '\n', ''])('and changes nothing after %j', async (stdin) => {
    await using fleet = await scripted();
    const { code, stderr } = await muster(fleet.up, { tty: true, stdin });
    expect(code).toBe(1);
    expect(stderr).toContain('nothing was changed');
    expect(fleet.coordinator.routesSeen()).toEqual(['POST /v1/plans']);
  });
});

describe('muster up with a plan that became stale', () => {
  const stale = problem({ status: 409, code: 'plan-stale' });
  const accepted = json(anOperation({ state: 'pending' }), 202);

  it('plans again by itself with --yes', async () => {
    await using fleet = await scripted({
      'POST /v1/fleets/demo/operations': [stale, stale, accepted],
    });
    const { code, stdout } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain('planning again');
    expect(fleet.coordinator.routesSeen().filter((each) => each === 'POST /v1/plans')).toHaveLength(
      3,
    );
  });

  it('gives up after three more plans', async () => {
    await using fleet = await scripted({ 'POST /v1/fleets/demo/operations': stale });
    const { code } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(1);
    expect(fleet.coordinator.routesSeen().filter((each) => each === 'POST /v1/plans')).toHaveLength(
      4,
    );
  });

  it('asks again without --yes: the new plan is not the one that was agreed to', async () => {
    await using fleet = await scripted({ 'POST /v1/fleets/demo/operations': [stale, accepted] });
    const { code, stdout } = await muster(fleet.up, { tty: true, stdin: 'y\n' });
    expect(stdout.match(/\[y\/N\]/g)).toHaveLength(2);
    // The input ended after the first answer.
    expect(code).toBe(1);
  });
});

describe('muster up while it watches', () => {
  it('resumes after the last event when the connection breaks', async () => {
    const events = [stream(joining.slice(0, 3), 'break'), stream(joining)];
    await using fleet = await scripted({ 'GET /v1/operations/op-1/events': events });
    const { code, stdout, stderr } = await muster([...fleet.up, '--yes']);
    expect(code).toBe(0);
    expect(stderr).toContain('trying again for up to 60 s');
    expect(stderr).toContain('connected to the coordinator again');
    expect(stdout.match(/host-2 as worker … started/g)).toHaveLength(1);
    const asked = fleet.coordinator.seen.filter((each) => each.route.endsWith('/events'));
    expect(asked.map((each) => each.lastEventId)).toEqual(['', '3']);
  });

  it('goes on when the coordinator is killed and started again', async () => {
    const events = [stream(joining.slice(0, 3), 'stay'), stream(joining)];
    await using fleet = await scripted({ 'GET /v1/operations/op-1/events': events });
    let restart: Promise<void> | undefined;
    const onOutput = (text: string) => {
      if (text.includes('as worker … started'))
        restart ??= fleet.coordinator.stop().then(() => fleet.coordinator.listen());
    };
    const { code } = await muster([...fleet.up, '--yes'], { onOutput });
    await restart;
    expect(code).toBe(0);
  });

  it('leaves the operation alone on Ctrl-C, and says how to watch or cancel it', async () => {
    const open = stream(joining.slice(0, 3), 'stay');
    await using fleet = await scripted({ 'GET /v1/operations/op-1/events': open });
    const interrupt = new AbortController();
    const onOutput = (text: string) => {
      if (text.includes('as worker … started')) interrupt.abort(Stop.interrupted('interrupted'));
    };
    const argv = [...fleet.up, '--yes'];
    const { code, stderr } = await muster(argv, { interrupt: interrupt.signal, onOutput });
    expect(code).toBe(130);
    expect(stderr).toContain('operation op-1 goes on');
    expect(stderr).toContain('muster operations cancel op-1');
    expect(fleet.coordinator.routesSeen().filter((each) => each.endsWith('/cancel'))).toEqual([]);
  });
});
