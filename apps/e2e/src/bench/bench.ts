// What Muster costs beside the bare Engine API, and whether it keeps its promises, in one run on one machine. Started by
// `npm run bench`.
//
//   npm run bench                       everything
//   npm run bench -- up 16              bare hosts to one swarm, so many; also just `16`
//   npm run bench -- mesh 64            the port mesh of so many real hosts
//   npm run bench -- simulated 1000     the port mesh of so many simulated agents
//   npm run bench -- create 3           one network after another, on so many hosts
//   npm run bench -- verify 16          one network, all pairs of so many real hosts
//   npm run bench -- inventory 5000     the inventory of so many simulated agents
//   npm run bench -- events 50          from an event on one of so many real hosts to the API
//   npm run bench -- memory             of an idle agent
import { bootstrap } from './bootstrap.ts';
import { create } from './create.ts';
import { events } from './events.ts';
import { inventory } from './inventory.ts';
import { memory } from './memory.ts';
import { mesh } from './mesh.ts';
import { simulated } from './simulated.ts';
import { verification } from './verify.ts';
import { say, table, type Row } from './table.ts';

type Bench = {
  readonly of: (hosts: number) => Promise<readonly Row[]>;
  readonly sizes: readonly number[];
};

/** By name, with how many hosts each is run for when nothing is asked. */
const benches: Readonly<Record<string, Bench>> = {
  memory: { of: memory, sizes: [1] },
  up: { of: bootstrap, sizes: [16, 64, 128] },
  mesh: { of: mesh, sizes: [64] },
  simulated: { of: simulated, sizes: [1000] },
  create: { of: create, sizes: [3] },
  verify: { of: verification, sizes: [16] },
  events: { of: events, sizes: [50] },
  inventory: { of: inventory, sizes: [5000] },
};

type Run = () => Promise<readonly Row[]>;

const runsOf = ({ of, sizes }: Bench, asked: readonly number[]): readonly Run[] =>
  (asked.length > 0 ? asked : sizes).map((hosts) => () => of(hosts));

/** `up 16 64 mesh` → up of 16, up of 64, mesh of its own size. Numbers before any name are those of `up`. */
function asked(words: readonly string[]): readonly Run[] {
  const groups: { name: string; sizes: number[] }[] = [];
  for (const word of words) {
    if (word in benches) groups.push({ name: word, sizes: [] });
    else if (!/^[1-9]\d*$/.test(word))
      throw new Error(`no bench "${word}": ${Object.keys(benches).join(', ')}`);
    else if (groups.length === 0) groups.push({ name: 'up', sizes: [Number(word)] });
    else groups.at(-1)?.sizes.push(Number(word));
  }
  return groups.flatMap(({ name, sizes }) => {
    const bench = benches[name];
    return bench === undefined ? [] : runsOf(bench, sizes);
  });
}

const words = process.argv.slice(2);
const rows: Row[] = [];
for (const run of asked(words.length > 0 ? words : Object.keys(benches))) {
  const found = await run();
  // Also at once: the next one may fail.
  say(table(found));
  rows.push(...found);
}
say(`\n${table(rows)}`);
