import { setTimeout as sleep } from 'node:timers/promises';
import { must } from '../world/process.ts';
import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { median } from './median.ts';
import { say, type Row } from './table.ts';

/** What is promised: Muster's call beside the Engine's own. */
const promisedRatio = 1.3;
const runs = 30;
/** Between two networks. Milliseconds. */
const pauseMs = 200;

/** One overlay network, asked for by curl: of the Engine, and of Muster, in turns. The median of each counts. */
export async function create(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, networks one by one …`);
  const world = await World.up({ name: 'bench-create', hosts, image: false });
  try {
    const up = await world.muster(['up', '-f', writeSpec(world, specText(world)), '--yes']);
    if (up.code !== 0) throw new Error(`muster up ended with ${String(up.code)}\n${up.stderr}`);
    const raw: number[] = [];
    const seen: number[] = [];
    const ours: number[] = [];
    for (let nth = 0; nth < runs; nth += 1) {
      // Of a block of its own, or Muster's next one would meet it before its agent could tell.
      const ipam = { Config: [{ Subnet: `10.200.${String(nth)}.0/24` }] };
      const about = { Driver: 'overlay', CheckDuplicate: true, IPAM: ipam };
      const body = { Name: `raw-${String(nth)}`, ...about };
      const engine = world.dockerSocket('host-1');
      const startedAt = performance.now();
      raw.push(await timed(curl(engine, '/v1.41/networks/create', body)));
      await untilAllocated(engine, body.Name);
      seen.push(performance.now() - startedAt);
      // What agents do about that one is no part of ours, nor the other way round.
      await sleep(pauseMs);
      const path = '/v1/fleets/test/networks?waitReady=0';
      ours.push(await timed(curl(world.restSocket, path, { name: `ours-${String(nth)}` })));
      await sleep(pauseMs);
    }
    const what = `network create on ${String(hosts)} hosts, median of ${String(runs)}`;
    return [
      rowOf(`${what}, at most ${String(promisedRatio)} times`, median(raw), median(ours)),
      rowOf(`${what}, beside the call and a look at what came of it`, median(seen), median(ours)),
    ];
  } finally {
    await world.down();
  }
}

const curl = (socket: string, path: string, body?: object): readonly string[] => [
  ...['curl', '--silent', '--show-error', '--fail-with-body', '--unix-socket', socket],
  ...(body ? ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)] : []),
  `http://localhost${path}`,
];

/** The Engine says "created" before the swarm has given the network its addresses, which may be never. */
async function untilAllocated(engine: string, name: string): Promise<void> {
  for (;;) {
    const text = await must(curl(engine, `/v1.41/networks/${name}`));
    if ((JSON.parse(text) as { Driver: string }).Driver !== '') return;
  }
}

async function timed(command: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  await must(command);
  return performance.now() - startedAt;
}

const rowOf = (what: string, rawMs: number, oursMs: number): Row => ({
  what,
  beside: `${rawMs.toFixed(1)} ms`,
  muster: `${oursMs.toFixed(1)} ms`,
  ratio: (oursMs / rawMs).toFixed(2),
});
