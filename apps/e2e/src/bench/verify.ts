import { specText, writeSpec } from '../world/spec.ts';
import { verifyNetwork } from '../world/verification.ts';
import { World } from '../world/world.ts';
import { say, seconds, type Row } from './table.ts';

/** What is promised for 16 hosts on 2 cores, from the order to the verdict with everything cleared away. Milliseconds. */
const promisedMs = 8_000;

/** All ordered pairs of so many hosts over one network. What the Engines take to start the tasks is told apart. */
export async function verification(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, one network verified …`);
  const world = await World.up({ name: 'bench-verify', hosts, image: false });
  try {
    const spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
    const made = await world.muster(['up', '-f', spec, '--yes', '--no-verify']);
    if (made.code !== 0) throw new Error(`muster up failed\n${made.stdout}${made.stderr}`);
    const { verdict, pairs, startMs, startedAt, finishedAt } = await verifyNetwork(
      world,
      'backend',
    );
    const ms = Date.parse(finishedAt) - Date.parse(startedAt);
    const what = `${String(hosts)} hosts, one network verified`;
    return [
      {
        what: `${what}: ${String(pairs.length)} pairs, ${verdict}`,
        beside: hosts === 16 ? `${seconds(promisedMs)} (promised)` : '',
        muster: seconds(ms),
        ratio: hosts === 16 ? (ms / promisedMs).toFixed(2) : '',
      },
      { what: '  of which the tasks start', beside: '', muster: seconds(startMs), ratio: '' },
    ];
  } finally {
    await world.down();
  }
}
