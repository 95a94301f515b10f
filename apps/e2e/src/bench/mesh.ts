import { check, type Report } from '../world/mesh.ts';
import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { untilQuiet } from './quiet.ts';
import { say, seconds, type Row } from './table.ts';

/** What is promised for 64 real hosts on 2 cores, agents connected, path MTUs included. Milliseconds. */
const promisedMs = 6_000;
/** The slowest of these counts. */
const runs = 3;

/** The ports of every ordered pair of real hosts that are in no swarm yet. */
export async function mesh(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, port mesh …`);
  const world = await World.up({ name: 'bench', hosts, image: false });
  try {
    const spec = writeSpec(world, specText(world));
    await untilQuiet();
    const reports: Report[] = [];
    for (let nth = 0; nth < runs; nth += 1) reports.push((await check(world, '-f', spec)).report);
    return [rowOf(`mesh of ${String(hosts)} hosts`, reports, promisedMs)];
  } finally {
    await world.down();
  }
}

/** @param what was measured. A check that does not pass has measured something else, so that is said, too. */
export function rowOf(what: string, reports: readonly Report[], atMostMs: number): Row {
  const slowest = Math.max(...reports.map(({ durationMs }) => durationMs));
  const edges = reports[0]?.edges.length ?? 0;
  const wrong = reports
    .flatMap((report) => report.edges)
    .filter(({ verdict }) => verdict !== 'pass');
  const doubt = wrong.length === 0 ? '' : ` (${String(wrong.length)} edges did not pass)`;
  return {
    what: `${what}, ${String(edges)} edges and path MTUs, slowest of ${String(reports.length)}`,
    beside: `at most ${seconds(atMostMs)}`,
    muster: `${reports.map(({ durationMs }) => seconds(durationMs)).join(', ')}${doubt}`,
    ratio: (slowest / atMostMs).toFixed(2),
  };
}
