import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { untilQuiet } from './quiet.ts';
import { rawBootstrap, type RawResult } from './raw.ts';
import { say, seconds, type Row } from './table.ts';

/** For all hosts to join, on a machine that they all share. Milliseconds. */
const patienceMs = 1_800_000;

/**
 * Few hosts are soon done, and what the same calls take swings by a tenth: so each side has several turns, one after the other.
 * Their mean counts: to start a swarm takes an Engine 0.1 s or 0.6 s, as it happens, and a median would be of either kind. Of
 * many hosts one turn is long enough.
 */
const turnsOf = (hosts: number): number => (hosts <= 16 ? 5 : 1);

/** `initMs`: of that, the start of the swarm, to the nearest 100 ms. */
type Ours = { readonly ms: number; readonly initMs: number; readonly failedJoins: number };

/** Bare hosts to one swarm in which all work, before its network is verified: raw calls cannot do that. Fresh hosts for each turn, so that none finds what another left. */
export async function bootstrap(hosts: number): Promise<readonly Row[]> {
  const turns = turnsOf(hosts);
  const raws: RawResult[] = [];
  const all: Ours[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    say(`${String(hosts)} hosts, raw calls …`);
    raws.push(await rawCalls(hosts));
    say(`${String(hosts)} hosts, muster up …`);
    all.push(await musterUp(hosts));
  }
  say(`… ${all.map(ourTime).join(', ')} beside ${raws.map(rawTime).join(', ')}`);
  const isReached = raws.every(({ end }) => end.reached);
  const each = turns === 1 ? '' : `, mean of ${String(turns)}`;
  const rawMs = mean(raws.map(({ end }) => end.ms));
  const rawInitMs = mean(raws.map(({ initMs }) => initMs));
  const ms = mean(all.map((one) => one.ms));
  const initMs = mean(all.map((one) => one.initMs));
  const beside = isReached ? seconds(rawMs) : raws.map(rawTime).join(', ');
  const ratioOf = (our: number, raw: number) => (isReached ? (our / raw).toFixed(2) : '');
  return [
    {
      what: `${String(hosts)} hosts to the end state${each}`,
      ...{ beside, muster: seconds(ms), ratio: ratioOf(ms, rawMs) },
    },
    {
      what: `${String(hosts)} hosts, the same without the start of the swarm`,
      beside: isReached ? seconds(rawMs - rawInitMs) : '',
      muster: seconds(ms - initMs),
      ratio: ratioOf(ms - initMs, rawMs - rawInitMs),
    },
    {
      what: `${String(hosts)} hosts, joins reported as failed`,
      beside: String(sum(raws.map(({ failedJoins }) => failedJoins))),
      muster: String(sum(all.map(({ failedJoins }) => failedJoins))),
      ratio: '',
    },
  ];
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const mean = (all: readonly number[]): number => sum(all) / all.length;

async function rawCalls(hosts: number): Promise<RawResult> {
  const bare = await World.lab({ name: 'bench-raw', hosts, image: false });
  return untilQuiet()
    .then(() => rawBootstrap(bare))
    .finally(() => bare.down());
}

const ourTime = ({ ms, initMs }: Ours): string => `${seconds(ms)} (init ${seconds(initMs)})`;

function rawTime({ callsMs, initMs, end }: RawResult): string {
  const calls = `calls ${seconds(callsMs)}, init ${seconds(initMs)} of it`;
  return end.reached
    ? `${seconds(end.ms)} (${calls})`
    : `never within ${seconds(end.ms)}: ${end.why} (${calls})`;
}

async function musterUp(hosts: number): Promise<Ours> {
  const world = await World.up({ name: 'bench', hosts, image: false });
  try {
    const spec = writeSpec(world, specText(world, { networks: ['{ name: backend }'] }));
    await untilQuiet();
    const startedAt = performance.now();
    const { code, stdout, stderr } = await world.muster(
      ['up', '-f', spec, '--yes', '--no-verify'],
      {
        timeoutMs: patienceMs,
      },
    );
    const ms = performance.now() - startedAt;
    if (code !== 0) throw new Error(`muster up ended with ${String(code)}\n${stdout}${stderr}`);
    const lines = stdout.split('\n');
    const failedJoins = lines.filter((line) => /swarm\.join .* failed/.test(line)).length;
    return { ms, initMs: initMsIn(stdout), failedJoins };
  } finally {
    await world.down();
  }
}

/** From the line in which `up` says that it is done, as `done (0.6 s)`. */
function initMsIn(stdout: string): number {
  const [, took] = /swarm\.init .* done \(([\d.]+) s/.exec(stdout) ?? [];
  if (took === undefined) throw new Error(`muster up does not say how long init took\n${stdout}`);
  return Number(took) * 1_000;
}
