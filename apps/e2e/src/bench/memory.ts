import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../world/wait.ts';
import { World } from '../world/world.ts';
import { mebibytes, type Row } from './table.ts';

const residentKiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);

/** Reads again until ten looks in a row are the same within 1 %: start-up is over. */
async function settledKiB(pid: number): Promise<number> {
  const looks: number[] = [];
  return eventually('the memory is stable', () => {
    looks.push(residentKiB(pid));
    const last = looks.slice(-10);
    const isStable = last.length === 10 && Math.max(...last) < Math.min(...last) * 1.01;
    return Promise.resolve(isStable ? last.at(-1) : undefined);
  });
}

/** V8 gives back what the start left some seconds after it became quiet. Milliseconds. */
const idleMs = 30_000;

/** An idle agent beside a Node that does nothing. */
export async function memory(): Promise<readonly Row[]> {
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const world = await World.up({ name: 'bench', hosts: 1, image: false });
  try {
    const agent = world.agents.get('host-1');
    await sleep(idleMs);
    const [ours, nodes] = await Promise.all([
      settledKiB(agent?.pid ?? 0),
      settledKiB(bare.pid ?? 0),
    ]);
    return [
      {
        what: `agent, connected and idle for ${String(idleMs / 1000)} s: RSS`,
        beside: `${mebibytes(nodes)} (bare Node)`,
        muster: mebibytes(ours),
        ratio: (ours / nodes).toFixed(2),
      },
    ];
  } finally {
    bare.kill();
    await world.down();
  }
}
