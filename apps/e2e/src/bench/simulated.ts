import { check, type Report } from '../world/mesh.ts';
import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { rowOf } from './mesh.ts';
import { SimulatedAgent, type Sizes } from './simulated-agent.ts';
import { SimulatedMesh } from './simulated-mesh.ts';
import { say, type Row } from './table.ts';

/** What is promised for 1,000 simulated agents. */
const promised = { ms: 5_000, messageBytes: 64 * 1024 };
/** The slowest of these counts. */
const runs = 3;

/** What the port mesh of so many hosts costs the coordinator: the agents are connected, and answer at once. */
export async function simulated(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} simulated agents, port mesh …`);
  const world = World.withoutLab({ name: 'bench-simulated', hosts });
  const sizes: Sizes = { down: 0, up: 0 };
  const agents: SimulatedAgent[] = [];
  try {
    await world.startCoordinator();
    agents.push(...agentsOf(world, sizes));
    await world.connected();
    const spec = writeSpec(world, specText(world, { managers: Math.min(3, hosts) }));
    const reports: Report[] = [];
    for (let nth = 0; nth < runs; nth += 1) reports.push((await check(world, '-f', spec)).report);
    const row = rowOf(`mesh of ${String(hosts)} simulated agents`, reports, promised.ms);
    return [row, messagesRow(hosts, sizes)];
  } finally {
    for (const agent of agents) agent.close();
    await world.down();
  }
}

function agentsOf(world: World, sizes: Sizes): readonly SimulatedAgent[] {
  const address = (nth: number): string => `198.18.${String(nth >> 8)}.${String(nth & 255)}`;
  const addresses = new Map(world.hosts.map((host, nth) => [host, address(nth + 1)]));
  const mesh = new SimulatedMesh(addresses);
  const answer = mesh.answer.bind(mesh);
  return world.hosts.map(
    (host) => new SimulatedAgent(`unix:${world.agentsSocket}`, host, answer, sizes),
  );
}

function messagesRow(hosts: number, { down, up }: Sizes): Row {
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
  return {
    what: `mesh of ${String(hosts)} simulated agents, largest message`,
    beside: `at most ${kib(promised.messageBytes)}`,
    muster: `${kib(down)} down, ${kib(up)} up`,
    ratio: (Math.max(down, up) / promised.messageBytes).toFixed(2),
  };
}
