import { specText, writeSpec } from '../world/spec.ts';
import { World } from '../world/world.ts';
import { untilQuiet } from './quiet.ts';
import { rawBootstrap, type RawResult } from './raw.ts';
import { say, seconds, type Row } from './table.ts';

/** For all hosts to join, on a machine that they all share. Milliseconds. */
const patienceMs = 1_800_000;

type Ours = { readonly ms: number; readonly failedJoins: number };

/** Bare hosts to one swarm in which all work, before its network is verified: raw calls cannot do that. Fresh hosts for each of the two, so that neither finds what the other left. */
export async function bootstrap(hosts: number): Promise<readonly Row[]> {
  say(`${String(hosts)} hosts, raw calls …`);
  const bare = await World.lab({ name: 'bench-raw', hosts, image: false });
  const raw = await untilQuiet()
    .then(() => rawBootstrap(bare))
    .finally(() => bare.down());
  say(`${String(hosts)} hosts, muster up …`);
  const ours = await musterUp(hosts);
  return [
    {
      what: `${String(hosts)} hosts to the end state`,
      beside: rawTime(raw),
      muster: seconds(ours.ms),
      ratio: raw.end.reached ? (ours.ms / raw.end.ms).toFixed(2) : '',
    },
    {
      what: `${String(hosts)} hosts, joins reported as failed`,
      beside: String(raw.failedJoins),
      muster: String(ours.failedJoins),
      ratio: '',
    },
  ];
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
