import { specText, writeSpec } from '../world/spec.ts';
import { verifyNetwork } from '../world/verification.ts';
import { eventually } from '../world/wait.ts';
import { World } from '../world/world.ts';
import { say, seconds, type Row } from './table.ts';

/**
 * What is promised for 16 hosts on 2 cores, from the order to the verdict with everything cleared away, apart from what the
 * Engines take to start the tasks. Milliseconds.
 */
const promisedMs = 8_000;

/** All ordered pairs of so many hosts over one network, beside a bare service with a task on each host. */
export async function verification(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, one network verified …`);
  const world = await World.up({ name: 'bench-verify', hosts });
  try {
    const spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
    const made = await world.muster(['up', '-f', spec, '--yes', '--no-verify']);
    if (made.code !== 0) throw new Error(`muster up failed\n${made.stdout}${made.stderr}`);
    const { verdict, pairs, startMs, startedAt, finishedAt } = await verifyNetwork(
      world,
      'backend',
    );
    const restMs = Date.parse(finishedAt) - Date.parse(startedAt) - startMs;
    const bareMs = await bareStartMs(world);
    const what = `${String(hosts)} hosts, one network verified: ${String(pairs.length)} pairs, ${verdict}`;
    return [
      {
        what: `${what}; all but the start of its tasks`,
        beside: hosts === 16 ? `${seconds(promisedMs)} (promised)` : '',
        muster: seconds(restMs),
        ratio: hosts === 16 ? (restMs / promisedMs).toFixed(2) : '',
      },
      {
        what: '  the start of its tasks, beside that of a bare service',
        beside: seconds(bareMs),
        muster: seconds(startMs),
        ratio: (startMs / bareMs).toFixed(2),
      },
    ];
  } finally {
    await world.down();
  }
}

/** How long Engines alone take until a global service has a task on each host. Milliseconds. */
async function bareStartMs(world: World): Promise<number> {
  const about = ['--detach', '--no-resolve-image', '--mode', 'global', '--endpoint-mode', 'dnsrr'];
  const task = ['--name', 'bare', '--network', 'backend', 'muster-lab/busybox', 'sleep', '3600'];
  const startedAt = performance.now();
  await world.docker('host-1', 'service', 'create', ...about, ...task);
  await eventually('every host has a task of the bare service', async () => {
    const states = ['service', 'ps', 'bare', '--format', '{{.CurrentState}}'];
    const running = (await world.docker('host-1', ...states)).match(/^Running/gm) ?? [];
    return running.length === world.hosts.length;
  });
  return performance.now() - startedAt;
}
