import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { anInventory } from '@muster/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SqlStand } from './testing/sql-stand.js';

const endpoint = (nth: number) => ({
  containerId: `c${String(nth)}`,
  name: `web.${String(nth)}`,
  ipv4Address: `10.0.1.${String(nth)}/24`,
  ...{ ipv6Address: '', macAddress: '', image: 'web:1' },
});

/** Two hosts with three endpoints. */
const seen = anInventory()
  .member('a')
  .member('b')
  .localNetwork('a', 'lan', { id: 'lan-a', attachments: [endpoint(7), endpoint(8)] })
  .localNetwork('b', 'lan', { id: 'lan-b', attachments: [endpoint(9)] });

let stand: SqlStand;
beforeAll(() => {
  stand = new SqlStand(seen);
});
afterAll(() => stand.queries.stop());

describe('hostile SQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-sql-'));
  const file = join(folder, 'stolen.db');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // Whatever was asked: nothing is written, and the tables are as they were.
  afterEach(async () => {
    expect(existsSync(file)).toBe(false);
    expect(await stand.rows('select count(*) from endpoints')).toEqual([[3]]);
  });

  it.each([
    `attach '${file}' as stolen`,
    'detach main',
    `vacuum into '${file}'`,
    'vacuum',
    'insert into endpoints_rows (host) values (1)',
    "insert into hosts (host) values ('x')",
    "update networks_rows set network = 'x'",
    'delete from endpoints_rows',
    'delete from endpoints_rows returning *',
    'drop table endpoints_rows',
    'drop view endpoints',
    'create table t (a)',
    'create temp table t (a)',
    'create table t as select * from hosts',
    'create view v as select 1',
    'create trigger t after insert on hosts_rows begin select 1; end',
    'create virtual table t using fts5(a)',
    'create virtual table temp.t using dbstat(main)',
    'alter table hosts_rows rename to x',
    'create index i on hosts_rows (host)',
    'reindex',
    'analyze',
    'begin',
    'begin exclusive',
    'commit',
    'savepoint a',
    'pragma writable_schema = on',
    'pragma query_only = off',
    'pragma journal_mode',
    'pragma temp_store_directory = "/"',
    'pragma hard_heap_limit = 1',
    'pragma database_list',
    'explain select 1; attach x as y',
    "select load_extension('/lib/x.so')",
    "select readfile('/etc/passwd')",
    `select writefile('${file}', 'x')`,
    "select edit('x')",
    'select sqlite_version()',
    'select sqlite_compileoption_get(1)',
    'select last_insert_rowid()',
    "select fts3_tokenizer('simple')",
    'select * from sqlite_master',
    'select * from sqlite_schema',
    'select * from temp.sqlite_master',
    'select * from sqlite_dbpage',
    'select * from dbstat',
    "select * from pragma_table_info('hosts')",
    'select * from pragma_database_list',
    "select * from bytecode('select 1')",
    'select * from fts5vocab',
    'select 1; select 2',
    'select 1; drop table hosts_rows',
    'select 1; -- and\n delete from hosts_rows',
    'select 1;;; pragma query_only = off',
    'select 1\0; drop table hosts_rows',
    'select * from (select 1) where exists (select * from pragma_database_list)',
    'with x as (select * from sqlite_master) select * from x',
  ])('%j is refused', async (sql) => {
    expect(await stand.faultOf(sql)).toMatch(/^sql-(refused|invalid)$/);
  });

  it('may end with semicolons and comments', async () => {
    expect(await stand.rows('select 1; -- done')).toEqual([[1]]);
    expect(await stand.rows('/* one */ select 1 /* ; drop */;\n')).toEqual([[1]]);
  });

  const bomb =
    'with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c';

  it.each([
    ['a recursion without an end', bomb],
    ['a recursion that gives rows', bomb.replace('count(*)', 'sum(n) over ()')],
    ['a product of tables', `select count(*) from ${Array(16).fill('capabilities').join()}`],
  ])('%s is ended in time, and another query is answered', async (_, sql) => {
    expect(await stand.faultOf(sql, { timeMs: 300 })).toBe('deadline');
    expect(await stand.rows('select 1')).toEqual([[1]]);
  });

  it.each([
    [
      'many large values',
      'with recursive c(n) as (select 1 union all select n + 1 from c) select max(x) from (select n, zeroblob(1000000) as x from c order by x, n)',
    ],
    [
      'one text of them all',
      'with recursive c(n) as (select 1 union all select n + 1 from c) select length(group_concat(hex(zeroblob(500000)))) from c',
    ],
    ['a huge blob', 'select length(zeroblob(999999999) || zeroblob(999999999))'],
    [
      'a huge number of digits',
      "select length(printf('%.*c', 900000000, 'x') || printf('%.*c', 900000000, 'x'))",
    ],
    [
      'replacements',
      "select length(replace(replace(hex(zeroblob(30000)), '0', hex(zeroblob(1000))), '0', hex(zeroblob(1000))))",
    ],
  ])('%s cannot fill the memory', async (_, sql) => {
    expect(await stand.faultOf(sql, { timeMs: 10_000 })).toMatch(
      /^(exhausted|sql-invalid|deadline)$/,
    );
    expect(process.memoryUsage.rss()).toBeLessThan(1_500_000_000);
  });

  it('cannot answer more than fits', async () => {
    const sql =
      'with recursive c(n) as (select 1 union all select n + 1 from c) select hex(zeroblob(1000000)) from c';
    const answer = await stand.ask(sql, { timeMs: 10_000 });
    expect(answer.truncated).toBe('bytes');
    expect(answer.rows.length).toBeLessThan(20);
  });

  it('leaves this process free while it runs', async () => {
    const hostile = stand.faultOf(bomb, { timeMs: 600 });
    let longest = 0;
    for (let last = performance.now(), end = last + 500; last < end;) {
      await pause(1);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    expect(await hostile).toBe('deadline');
    // What the other process does takes nothing here; this leaves room for a busy machine.
    expect(longest).toBeLessThan(400);
  });

  it('is turned away when too many wait', async () => {
    const asked = Array.from({ length: 40 }, () => stand.faultOf('select 1'));
    const answers = await Promise.all(asked);
    expect(answers.filter((it) => it === 'exhausted')).toHaveLength(8);
  });
});
