import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { medianBy } from './median.ts';
import { untilQuiet } from './quiet.ts';
import { rawBootstrap, type RawResult } from './raw.ts';
import { say, seconds, type Row } from './table.ts';

/** For all hosts to join, on a machine that they all share. Milliseconds. */
const patienceMs = 1_800_000;

/**
 * Few hosts are soon done, and what the same calls take swings by a tenth: so each side has several turns, one after the other,
 * and its median counts. Of many hosts one turn is long enough.
 */
const turnsOf = (hosts: number): number => (hosts <= 16 ? 3 : 1);

type Ours = { readonly ms: number; readonly failedJoins: number };

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
  say(`… ${all.map(({ ms }) => seconds(ms)).join(', ')} beside ${raws.map(rawTime).join(', ')}`);
  const raw = medianBy(raws, ({ end }) => (end.reached ? end.ms : Infinity));
  const ours = medianBy(all, ({ ms }) => ms);
  const each = turns === 1 ? '' : `, median of ${String(turns)}`;
  return [
    {
      what: `${String(hosts)} hosts to the end state${each}`,
      beside: rawTime(raw),
      muster: seconds(ours.ms),
      ratio: raw.end.reached ? (ours.ms / raw.end.ms).toFixed(2) : '',
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

async function rawCalls(hosts: number): Promise<RawResult> {
  const bare = await World.lab({ name: 'bench-raw', hosts, image: false });
  return untilQuiet()
    .then(() => rawBootstrap(bare))
    .finally(() => bare.down());
}

function rawTime({ callsMs, end }: RawResult): string {
  const calls = `calls ${seconds(callsMs)}`;
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
    return { ms, failedJoins: lines.filter((line) => /swarm\.join .* failed/.test(line)).length };
  } finally {
    await world.down();
  }
}
