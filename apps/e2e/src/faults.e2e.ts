import { afterEach, describe, expect, it } from 'vitest';
import { offered } from './world/mesh.ts';
import { specText, writeSpec } from './world/spec.ts';
import { nodes, expectSoundSwarm, swarmState } from './world/swarm.ts';
import { eventually } from './world/wait.ts';
import { World, type WorldOptions } from './world/world.ts';

describe('faults in the middle of up', () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.down();
    world = undefined;
  });

  const stand = async (options: Omit<WorldOptions, 'name' | 'image'>): Promise<World> => {
    world = await World.up({ name: 'e2e-faults', image: false, ...options });
    return world;
  };

  /** Starts `up` and resolves when the first host is in a swarm: in the middle of it. */
  const upToTheMiddle = async (of: World, spec: string) => {
    const up = of.muster(['up', '-f', spec, '--yes']);
    await eventually('the swarm exists', async () => (await swarmState(of, 'host-1')) === 'active');
    return { up };
  };

  /** `up` again must converge, and a third one find nothing to do. */
  const converges = async (of: World, spec: string) => {
    const again = await of.muster(['up', '-f', spec, '--yes']);
    expect(again.code, again.stdout + again.stderr).toBe(0);
    await expectSoundSwarm(of);
    const third = await of.muster(['plan', '-f', spec, '--detailed-exitcode']);
    expect(third.code, third.stdout).toBe(0);
  };

  it('a killed coordinator goes on where it was when it is started again', async () => {
    const of = await stand({ hosts: 5 });
    const spec = writeSpec(of, specText(of, { managers: 3, networks: ['{ name: backend }'] }));
    const { up } = await upToTheMiddle(of, spec);
    of.coordinator?.signal('SIGKILL');
    await of.coordinator?.stop();
    await of.startCoordinator();
    const { code, stdout, stderr } = await up;
    expect(code, stdout + stderr).toBe(0);
    const { body } = await of.get('/v1/operations');
    const { operations } = JSON.parse(body) as { operations: { state: string }[] };
    expect(operations).toMatchObject([{ state: 'succeeded' }]);
    await expectSoundSwarm(of);
    await converges(of, spec);
  });

  it('a killed agent that comes back is waited for', async () => {
    const of = await stand({ hosts: 4 });
    const spec = writeSpec(of, specText(of));
    const { up } = await upToTheMiddle(of, spec);
    await of.agents.get('host-3')?.stop('SIGKILL');
    await of.startAgent('host-3');
    const { code, stdout, stderr } = await up;
    expect(code, stdout + stderr).toBe(0);
    await converges(of, spec);
  });

  it('an agent that stays away fails the operation, which names the host; the rest goes on', async () => {
    const of = await stand({ hosts: 3 });
    const spec = writeSpec(of, specText(of));
    await of.agents.get('host-3')?.stop('SIGSTOP');
    const plan = await of.muster(['up', '-f', spec, '--yes']);
    expect(plan.code).not.toBe(0);
    expect(plan.stdout + plan.stderr).toContain('host-3');
    await of.startAgents(['host-3']);
    await converges(of, spec);
  });

  it('a stopped dockerd is named, and up again converges once it is back', async () => {
    const of = await stand({ hosts: 3 });
    const spec = writeSpec(of, specText(of));
    const { up } = await upToTheMiddle(of, spec);
    await of.lab(['stop-engine', 'host-3']);
    const { code, stdout, stderr } = await up;
    if (code !== 0) expect(stdout + stderr).toContain('host-3');
    const status = await of.muster(['status']);
    expect(status.stdout).toContain('host-3');
    await of.lab(['start-engine', 'host-3']);
    await converges(of, spec);
  });

  it('a dockerd that comes back in the middle is waited for', async () => {
    const of = await stand({ hosts: 3 });
    const spec = writeSpec(of, specText(of));
    const { up } = await upToTheMiddle(of, spec);
    await of.lab(['stop-engine', 'host-2']);
    await of.lab(['start-engine', 'host-2']);
    const { code, stdout, stderr } = await up;
    expect(code, stdout + stderr).toBe(0);
    await converges(of, spec);
  });

  it('a manager that cannot be reached under its address leaves nobody half-joined', async () => {
    const of = await stand({ hosts: 2 });
    // An address of the test network that nobody has: the joiner's packets go nowhere.
    const wrong = specText(of, { extra: { 'host-1': 'advertiseAddress: 198.18.255.254' } });
    const up = ['up', '-f', writeSpec(of, wrong), '--yes'];
    const refused = await of.muster(up);
    expect(refused.code, refused.stdout).toBe(3);
    expect(refused.stdout).toContain('port-blocked-tcp-2377');
    const { code, stdout, stderr } = await of.muster([...up, ...offered(refused.stdout)]);
    expect(code, stdout).toBe(1);
    expect(stdout + stderr).toContain('host-2');
    expect(await swarmState(of, 'host-2')).toBe('inactive');
    const down = await of.muster(['down', '--yes']);
    expect(down.code, down.stderr).toBe(0);
    await converges(of, writeSpec(of, specText(of)));
  });

  it('a host that was joined half by somebody else is named and brought in', async () => {
    const of = await stand({ hosts: 2 });
    // Nobody listens there: this Engine joins for ever.
    const nowhere = [
      'swarm',
      'join',
      '--token',
      `SWMTKN-1-${'0'.repeat(50)}-${'0'.repeat(25)}`,
      '198.18.255.254:2377',
    ];
    const joining = of.docker('host-2', ...nowhere).catch(() => undefined);
    await eventually(
      'host-2 is joining',
      async () => (await swarmState(of, 'host-2')) === 'pending',
    );
    const spec = writeSpec(of, specText(of));
    const plan = await of.muster(['plan', '-f', spec]);
    expect(plan.stdout + plan.stderr).toContain('host-half-joined');
    await converges(of, spec);
    await joining;
    expect(await nodes(of, 'host-1')).toHaveLength(2);
  });
});
