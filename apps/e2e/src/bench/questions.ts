import { request } from 'node:http';
import type { World } from '../world/world.ts';
import { type Row, say } from './table.ts';

/** What is promised for 5,000 simulated agents: 99 of 100 pages, and the slowest aggregate. */
const promised = { pageMs: 20, sqlMs: 200 };
/** How often each page is asked for. */
const times = 1_000;

/** Pages that people and programs ask for, by what they filter. */
const pages = [
  '/v1/endpoints?host=sim-7',
  '/v1/endpoints?network=net-3&limit=100',
  '/v1/endpoints?ipv4=10.3.0.1&host=sim-7',
  '/v1/endpoints?container=app-00007-03001',
  '/v1/networks?network=net-3&limit=100',
  '/v1/hosts?host=sim-7&maxAgeMs=3600000',
];
const aggregates = [
  "select network, count(*) from endpoints where driver = 'overlay' group by 1",
  'select network, sum(endpoints) from networks group by 1',
  'select driver, count(*) from networks group by 1',
];

/** How long questions about the inventory take that the coordinator holds now. */
export async function questions(world: World, about: string): Promise<readonly Row[]> {
  say('questions about them …');
  const rows: Row[] = [];
  for (const path of pages) rows.push(await pageRow(world, path, about));
  const firstMs = await timed(() => ask(world, 'POST', '/v1/inventory/query', { sql: 'select 1' }));
  rows.push({
    ...{ what: `first SQL query: tables filled, ${about}`, beside: '', ratio: '' },
    muster: milliseconds(firstMs),
  });
  for (const sql of aggregates) rows.push(await sqlRow(world, sql, about));
  return rows;
}

async function pageRow(world: World, path: string, about: string): Promise<Row> {
  // The first one makes the index.
  await ask(world, 'GET', path);
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) took.push(await timed(() => ask(world, 'GET', path)));
  const p99 = took.sort((a, b) => a - b)[Math.ceil(times * 0.99) - 1] ?? Number.NaN;
  return rowOf(`GET ${path}, p99, ${about}`, p99, promised.pageMs);
}

async function sqlRow(world: World, sql: string, about: string): Promise<Row> {
  const took: number[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const answer = await ask(world, 'POST', '/v1/inventory/query', { sql });
    took.push((JSON.parse(answer) as { elapsedMs: number }).elapsedMs);
  }
  return rowOf(`${sql}, slowest of 5, ${about}`, Math.max(...took), promised.sqlMs);
}

const rowOf = (what: string, ms: number, mostMs: number): Row => ({
  ...{ what, beside: `at most ${milliseconds(mostMs)}`, muster: milliseconds(ms) },
  ratio: (ms / mostMs).toFixed(2),
});

const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** @returns the body of an answer that is 200. @throws for any other. */
function ask(world: World, method: string, path: string, body?: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const options = { socketPath: world.restSocket, method, path, ...(body && { headers }) };
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${path}: ${String(response.statusCode)} ${text}`));
      });
    });
    call.on('error', reject);
    call.end(body && JSON.stringify(body));
  });
}
