import { problemSchema, queryAnswerSchema, tableSchemaListSchema } from '@muster/api';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

const path = '/v1/inventory/query';
const bomb =
  'with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c';

let stand: LiveStand;
beforeAll(async () => {
  const world = anInventory().member('h1').member('h2').localNetwork('h2', 'extra').world();
  const fleet = new SimulatedAgents(world);
  stand = await LiveStand.start((host, action) => fleet.answer(host, action), ['h1', 'h2']);
  await stand.json('GET', '/v1/hosts?maxAgeMs=0');
});
afterAll(() => stand.stop());

const ask = async (body: object) => queryAnswerSchema.parse(await stand.json('POST', path, body));
const refused = async (body: object) => {
  const { text } = await stand.ask('POST', path, body);
  const { status, code } = problemSchema.parse(JSON.parse(text));
  return `${String(status)} ${code}`;
};

describe('POST /v1/inventory/query', () => {
  it('answers rows of what the hosts said last', async () => {
    const sql = 'select host, role from hosts order by host';
    expect((await ask({ sql })).rows).toEqual([
      ['h1', 'manager'],
      ['h2', 'worker'],
    ]);
    const named = {
      sql: 'select host from networks where network = :n',
      parameters: { n: 'extra' },
    };
    expect((await ask(named)).rows).toEqual([['h2']]);
    expect((await ask({ sql: 'select ?', parameters: [true] })).rows).toEqual([[1]]);
  });

  it.each([
    [{}, '422 request-invalid'],
    [{ sql: 'select 1', maxRows: 0 }, '422 request-invalid'],
    [{ sql: 'select 1', parameters: [[1]] }, '422 request-invalid'],
    [{ sql: 'selec' }, '422 sql-invalid'],
    [{ sql: 'delete from hosts_rows' }, '422 sql-refused'],
    [{ sql: bomb, timeMs: 100 }, '504 deadline'],
  ])('%j is answered %s', async (body, expected) => {
    expect(await refused(body)).toBe(expected);
  });

  it('lets others be answered while a query runs', async () => {
    let ended = false;
    const hostile = refused({ sql: bomb, timeMs: 1_500 }).finally(() => (ended = true));
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await stand.ask('GET', '/v1/networks')).status).toBe(200);
      expect(ended).toBe(false);
    }
    expect(await hostile).toBe('504 deadline');
    expect((await ask({ sql: 'select 1' })).rows).toEqual([[1]]);
  });
});

describe('GET /v1/inventory/schema', () => {
  it('documents every column that a query gives', async () => {
    const { tables } = tableSchemaListSchema.parse(await stand.json('GET', '/v1/inventory/schema'));
    expect(tables.map(({ name }) => name)).toContain('swarm_networks');
    for (const { name, columns } of tables) {
      const answer = await ask({ sql: `select * from ${name}`, maxRows: 1 });
      expect(columns.map((column) => column.name)).toEqual(answer.columns);
      for (const { about } of columns) expect(about).not.toBe('');
    }
  });
});
