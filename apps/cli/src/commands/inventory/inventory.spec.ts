import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { against } from '../../testing/against.js';
import { json, problem } from '../../testing/coordinator.js';
import { noon } from '../../testing/samples.js';

const answer = (columns: string[], rows: unknown[][], truncated: string | null = null) =>
  json({ revision: 1, columns, rows, truncated, elapsedMs: 1 });
const route = 'POST /v1/inventory/query';
const bodyOf = (seen: { body: string }[]) =>
  JSON.parse(seen[0]?.body ?? '{}') as { sql: string; parameters: unknown; maxRows: number };

describe('muster query', () => {
  const two = {
    [route]: answer(
      ['host', 'n'],
      [
        ['web-1', 3],
        ['web,"2', null],
      ],
    ),
  };

  it('asks what was typed and shows a table', async () => {
    const { code, stdout, seen } = await against(two, [
      ...['query', 'select 1', '--param', 'n=shared', '--param', ':m=a=b', '--limit', '7'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toBe('HOST    N\nweb-1   3\nweb,"2  -\n\n2 rows.\n');
    expect(bodyOf(seen)).toEqual({
      ...{ sql: 'select 1', parameters: { n: 'shared', m: 'a=b' }, maxRows: 7, timeMs: 5_000 },
    });
  });

  it('reads the question from stdin', async () => {
    const { seen } = await against(two, ['query', '-'], { stdin: 'select 2' });
    expect(bodyOf(seen).sql).toBe('select 2');
  });

  const objects = [
    { host: 'web-1', n: 3 },
    { host: 'web,"2', n: null },
  ];
  it.each([
    ['csv', 'host,n\r\nweb-1,3\r\n"web,""2",\r\n'],
    ['json', `${JSON.stringify(objects, null, 2)}\n`],
    ['yaml', '- host: web-1\n  n: 3\n- host: web,"2\n  n: null\n'],
  ])('answers as %s', async (format, expected) => {
    const { code, stdout } = await against(two, ['query', 'select 1', '-o', format]);
    expect(code).toBe(0);
    expect(stdout).toBe(expected);
  });

  it('says when there is more, and not in the document', async () => {
    const routes = { [route]: answer(['a'], [[1]], 'rows') };
    const { stdout, stderr } = await against(routes, ['query', 'select 1', '-o', 'csv']);
    expect(stdout).toBe('a\r\n1\r\n');
    expect(stderr).toContain('--limit');
  });

  it('prints nothing that could steer a terminal', async () => {
    const routes = { [route]: answer(['\u001b[2Ja'], [['\u001b]0;x\u0007b\u009b1m']]) };
    const { stdout } = await against(routes, ['query', 'select 1']);
    expect(stdout).not.toMatch(/[^\n\P{Cc}]/u);
  });

  it('shows what the tables are', async () => {
    const column = { name: 'observed_at', field: 'observedAt', type: 'time', nullable: true };
    const table = { name: 'hosts', field: 'hosts', about: 'All hosts.', key: ['host'] };
    const columns = [{ ...column, unit: 'ms', about: 'When.' }];
    const routes = { 'GET /v1/inventory/schema': json({ tables: [{ ...table, columns }] }) };
    const { stdout } = await against(routes, ['query', '--schema']);
    expect(stdout).toBe(
      'hosts: All hosts.\nKey: host\n  observed_at  time, or null  When. In ms.\n',
    );
    const csv = await against(routes, ['query', '--schema', '-o', 'csv']);
    expect(csv.stdout).toContain('hosts,observed_at,time,true,ms,When.');
  });

  it.each([
    [['query'], 'what is to be asked is missing'],
    [['query', 'select 1', '--param', 'x'], 'NAME=VALUE'],
    [['query', 'select 1', '--time', '31'], 'from 1 to 30'],
    [['hosts', '-o', 'csv'], 'csv is for commands that answer rows'],
  ])('%j is wrong usage', async (argv, said) => {
    const { code, stderr } = await against({}, argv);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('shows why it is refused', async () => {
    const refused = problem({ status: 422, code: 'sql-refused', detail: 'no', remedy: ['ask'] });
    const { code, stderr } = await against({ [route]: refused }, ['query', 'drop table x']);
    expect(code).toBe(1);
    expect(stderr).toContain('no');
  });
});

describe('the daily questions', () => {
  it.each([
    [['find', '10.0.1.7'], { what: '10.0.1.7', hex: '0a000107' }],
    [['find', 'FD00::1'], { what: 'fd00::1', hex: 'fd000000000000000000000000000001' }],
    [['find', 'web.1'], { what: 'web.1', hex: null }],
    [['networks', 'where', 'app'], { name: 'app', fleet: null }],
    [['networks', 'overlaps', '--fleet', 'demo'], { fleet: 'demo' }],
    [['networks', 'usage', '--above', '80'], { fleet: null, above: 80 }],
  ])('%j asks with %j', async (argv, parameters) => {
    const routes = { [route]: answer(['host'], [['web-1']]) };
    const { code, stdout, seen } = await against(routes, argv);
    expect(code).toBe(0);
    expect(stdout).toContain('web-1');
    expect(bodyOf(seen).parameters).toEqual(parameters);
  });

  it('say so when there is nothing', async () => {
    const routes = { [route]: answer(['host'], []) };
    const found = await against(routes, ['find', '10.9.9.9']);
    expect(found).toMatchObject({ code: 1 });
    expect(found.stdout).toContain('Nothing that was seen is called or addressed 10.9.9.9.');
    const { stdout } = await against(routes, ['networks', 'overlaps']);
    expect(stdout).toContain('No subnets overlap');
  });
});

describe('muster history', () => {
  const entry = (id: number, more: object = {}) => ({
    ...{ id, at: noon, host: 'web-1', fleet: 'demo', table: 'endpoints', what: 'added' },
    row: { network: 'app', container: 'api', ipv4: '10.0.1.7', image: 'api:2' },
    ...more,
  });
  const changed = entry(1, {
    ...{ table: 'hosts', what: 'changed' },
    ...{ row: { host: 'web-1', kernel: '6.12.1' }, before: { kernel: '6.12.0' } },
  });
  const page = (...entries: object[]) => json({ entries, next: null });

  it('shows what changed in words', async () => {
    const routes = { 'GET /v1/inventory/history': page(entry(2), changed) };
    const { code, stdout, seen } = await against(routes, ['history', '--host', 'web-1']);
    expect(code).toBe(0);
    expect(stdout).toContain('added    endpoints  app api  10.0.1.7 api:2');
    expect(stdout).toContain('changed  hosts      web-1    kernel: 6.12.0 → 6.12.1');
    expect(seen[0]?.route).toContain('since=2024-04-30T12%3A00%3A04.000Z&limit=200&host=web-1');
  });

  it('reads on until there is as much as was asked for', async () => {
    const first = json({ entries: [entry(9), entry(8)], next: '8' });
    const routes = { 'GET /v1/inventory/history': [first, page(entry(7))] };
    const { stdout, seen } = await against(routes, ['history', '--since', '7d', '-o', 'json']);
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(seen[1]?.route).toContain('limit=198&cursor=8');
  });

  it.each(['soon', '5x', '2026-13-99'])('refuses --since %s', async (since) => {
    expect((await against({}, ['history', '--since', since])).code).toBe(2);
  });
});

describe('muster export', () => {
  const document = { version: 1, tables: { hosts: [] } };
  const routes = { 'GET /v1/inventory/export': json(document) };

  it('writes the document as it comes, to stdout or into a file', async () => {
    expect((await against(routes, ['export'])).stdout).toBe(JSON.stringify(document));
    const folder = await mkdtemp(join(tmpdir(), 'muster-export-'));
    try {
      const file = join(folder, 'inventory.json');
      const { code, stderr } = await against(routes, ['export', '--file', file]);
      expect(code).toBe(0);
      expect(stderr).toContain(file);
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(document);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('shows what the coordinator says instead', async () => {
    const busy = problem({ status: 503, code: 'unavailable', detail: 'going away' });
    const { code, stderr } = await against({ 'GET /v1/inventory/export': busy }, ['export']);
    expect(code).toBe(1);
    expect(stderr).toContain('going away');
  });
});
