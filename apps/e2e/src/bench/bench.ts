// What Muster costs beside the bare Engine API, in one run on one machine. Started by `npm run bench`.
//
//   npm run bench                 16, 64 and 128 hosts, and the agent's memory
//   npm run bench -- 16           only that many hosts
import { readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { specText, writeSpec } from '../world/spec.ts';
import { eventually } from '../world/wait.ts';
import { World } from '../world/world.ts';
import { rawBootstrap } from './raw.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

type Row = {
  readonly what: string;
  readonly raw: string;
  readonly muster: string;
  readonly ratio: string;
};

/** Fresh hosts for each of the two, so that neither finds what the other left. */
async function bootstrap(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, raw calls …`);
  const bare = await World.lab({ name: 'bench-raw', hosts, image: false });
  const raw = await rawBootstrap(bare).finally(() => bare.down());
  say(`${String(hosts)} hosts, muster up …`);
  const world = await World.up({ name: 'bench', hosts, image: false });
  try {
    const spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
    const startedAt = performance.now();
    const { code, stdout, stderr } = await world.muster(['up', '-f', spec, '--yes']);
    const ms = performance.now() - startedAt;
    if (code !== 0) throw new Error(`muster up ended with ${String(code)}\n${stdout}${stderr}`);
    const failedJoins = stdout
      .split('\n')
      .filter((line) => /swarm\.join .* failed/.test(line)).length;
    return [
      {
        what: `${String(hosts)} hosts to the end state`,
        raw: `${seconds(raw.totalMs)} (calls ${seconds(raw.callsMs)})`,
        muster: seconds(ms),
        ratio: (ms / raw.totalMs).toFixed(2),
      },
      {
        what: `${String(hosts)} hosts, joins reported as failed`,
        raw: String(raw.failedJoins),
        muster: String(failedJoins),
        ratio: '',
      },
    ];
  } finally {
    await world.down();
  }
}

const residentKiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);

/** Reads again until three looks in a row are the same within 1 %: start-up is over. */
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

async function memory(): Promise<readonly Row[]> {
  const bare = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  const world = await World.up({ name: 'bench', hosts: 1, image: false });
  try {
    const agent = world.agents.get('host-1');
    await sleep(idleMs);
    const [ours, nodes] = await Promise.all([
      settledKiB(agent?.pid ?? 0),
      settledKiB(bare.pid ?? 0),
    ]);
    const mib = (kib: number): string => `${(kib / 1024).toFixed(1)} MiB`;
    return [
      {
        what: `agent, connected and idle for ${String(idleMs / 1000)} s: RSS`,
        raw: `${mib(nodes)} (bare Node)`,
        muster: mib(ours),
        ratio: (ours / nodes).toFixed(2),
      },
    ];
  } finally {
    bare.kill();
    await world.down();
  }
}

function table(rows: readonly Row[]): string {
  const head: Row = { what: 'what', raw: 'raw', muster: 'muster', ratio: 'ratio' };
  const columns = ['what', 'raw', 'muster', 'ratio'] as const;
  const widths = columns.map((column) =>
    Math.max(...[head, ...rows].map((row) => row[column].length)),
  );
  return [head, ...rows]
    .map((row) =>
      columns
        .map((column, index) => row[column].padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const asked = process.argv.slice(2).map(Number);
const rows: Row[] = asked.length === 0 ? [...(await memory())] : [];
for (const hosts of asked.length > 0 ? asked : [16, 64, 128])
  rows.push(...(await bootstrap(hosts)));
say(`\n${table(rows)}`);
