import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../world/wait.ts';
import { World } from '../world/world.ts';
import { questions } from './questions.ts';
import { serialize, SimulatedAgent } from './simulated-agent.ts';
import { SimulatedInventory } from './simulated-inventory.ts';
import { mebibytes, type Row, say, seconds } from './table.ts';

/** What is promised for 5,000 simulated agents. */
const promised = { resyncMs: 15_000, idlePercent: 12 };
const perHost = { networks: 20, endpoints: 40 };
/** How long an idle fleet is watched. */
const idleMs = 20_000;
/** Between two tries of an agent to connect. Milliseconds. */
const longestPauseMs = 2_000;

/** What the inventory of so many hosts costs the coordinator: to begin, to begin again, to be asked, and while nothing happens. */
export async function inventory(hosts: number): Promise<readonly Row[]> {
  const about = `${String(hosts)} simulated agents, ${String(perHost.networks)} networks and ${String(perHost.endpoints)} endpoints each`;
  say(`${about} …`);
  const world = World.withoutLab({ name: 'bench-inventory', hosts });
  const fleet = new SimulatedFleet(world, hosts);
  try {
    await world.startCoordinator();
    const bareKiB = residentKiB(world);
    const startMs = await timed(async () => {
      fleet.connect();
      await allTold(world, hosts);
    });
    const idle = await idlePercent(world);
    const fullKiB = residentKiB(world);
    const asked = await questions(world, about);
    await world.coordinator?.stop('SIGKILL');
    await world.startCoordinator();
    const againMs = await timed(() => allTold(world, hosts));
    return [...rowsOf(about, { startMs, againMs, idle, bareKiB, fullKiB }), ...asked];
  } finally {
    fleet.close();
    await world.down();
  }
}

type Figures = {
  readonly startMs: number;
  readonly againMs: number;
  /** Percent of a core. */
  readonly idle: number;
  readonly bareKiB: number;
  readonly fullKiB: number;
};

function rowsOf(about: string, it: Figures): readonly Row[] {
  const { resyncMs, idlePercent: most } = promised;
  const row = (what: string, beside: string, muster: string, ratio: string): Row => ({
    ...{ what: `${what}, ${about}`, beside, muster, ratio },
  });
  const again = 'all told again after a restart of the coordinator';
  const againRatio = (it.againMs / resyncMs).toFixed(2);
  const bare = `${mebibytes(it.bareKiB)} (no agents)`;
  return [
    row('all told, from nothing', '', seconds(it.startMs), ''),
    row(again, `at most ${seconds(resyncMs)}`, seconds(it.againMs), againRatio),
    row(
      'coordinator, idle: share of a core',
      `at most ${String(most)} %`,
      `${it.idle.toFixed(1)} %`,
      (it.idle / most).toFixed(2),
    ),
    row('coordinator: RSS', bare, mebibytes(it.fullKiB), (it.fullKiB / it.bareKiB).toFixed(2)),
  ];
}

/** Agents that come back like real ones when their session ends. */
class SimulatedFleet {
  readonly #world: World;
  readonly #hosts: number;
  readonly #inventory = new SimulatedInventory(serialize, perHost);
  readonly #agents = new Map<number, SimulatedAgent>();
  #isClosed = false;

  constructor(world: World, hosts: number) {
    this.#world = world;
    this.#hosts = hosts;
  }

  connect(): void {
    for (let nth = 0; nth < this.#hosts; nth += 1) this.#dial(nth, 250);
  }

  close(): void {
    this.#isClosed = true;
    for (const agent of this.#agents.values()) agent.close();
  }

  #dial(nth: number, pauseMs: number): void {
    if (this.#isClosed) return;
    let wasTold = false;
    const agent = new SimulatedAgent(
      `unix:${this.#world.agentsSocket}`,
      `sim-${String(nth)}`,
      () => undefined,
      { down: 0, up: 0 },
      {
        facts: () => {
          wasTold = true;
          return this.#inventory.facts(nth);
        },
        onEnd: () => {
          agent.close();
          const next = wasTold ? 250 : Math.min(pauseMs * 2, longestPauseMs);
          setTimeout(
            () => {
              this.#dial(nth, next);
            },
            next * (0.5 + Math.random() / 2),
          );
        },
      },
    );
    this.#agents.set(nth, agent);
  }
}

async function allTold(world: World, hosts: number): Promise<void> {
  await eventually(
    'all agents have told everything',
    async () => {
      const { body } = await world.get('/metrics');
      const sessions = figure(body, 'muster_sessions');
      return sessions === hosts && figure(body, 'muster_inventory_waiting') === 0;
    },
    300_000,
  );
}

const figure = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);

async function timed(act: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

const pidOf = (world: World): string => String(world.coordinator?.pid);

const residentKiB = (world: World): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pidOf(world)}/status`, 'utf8'))?.[1]);

/** Seconds of a processor that the coordinator has had, over all its threads. */
function usedSeconds(world: World): number {
  const stat = readFileSync(`/proc/${pidOf(world)}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
  // USER_HZ is 100 on every Linux that Node runs on.
  return ((user ?? 0) + (system ?? 0)) / 100;
}

/** By then what the beginning left behind is cleared away: garbage, and the deadlines of questions. Milliseconds. */
const settleMs = 30_000;

async function idlePercent(world: World): Promise<number> {
  await sleep(settleMs);
  const before = usedSeconds(world);
  await sleep(idleMs);
  return ((usedSeconds(world) - before) / (idleMs / 1_000)) * 100;
}
