import { sqlName, tables } from '@muster/inventory';
import { anInventory } from '@muster/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('SQL over the inventory', () => {
  it('counts the endpoints of each network of a driver', async () => {
    const sql = "select network, count(*) from endpoints where driver = 'bridge' group by 1";
    expect(await stand.ask(sql)).toMatchObject({
      columns: ['network', 'count(*)'],
      rows: [['lan', 3]],
      ...{ truncated: null, revision: stand.inventory.revision },
    });
  });

  it('has every documented table with its columns and its rows', async () => {
    const snapshot = stand.snapshot;
    for (const table of Object.values(tables)) {
      const { columns, rows: seen } = await stand.ask(`select * from ${sqlName(table.name)}`);
      expect(columns).toEqual(Object.keys(table.columns).map(sqlName));
      const all = ['a', 'b', 'named-only'].flatMap((host) => table.rows(snapshot, host));
      expect(seen).toHaveLength(all.length);
    }
  });

  it('says booleans as 0 and 1, and lists and maps as JSON', async () => {
    expect(
      await stand.rows(
        "select stale, fleet, json_extract(subnets, '$'), json(labels) from networks where network = 'lan'",
      ),
    ).toEqual([
      [0, 'lab', '[]', '{}'],
      [0, 'lab', '[]', '{}'],
    ]);
    expect(await stand.rows('select value from networks, json_each(peers) limit 1')).toHaveLength(
      1,
    );
  });

  it('takes parameters, by place and by name', async () => {
    const sql = 'select container from endpoints where ipv4 = ';
    expect((await stand.ask(`${sql}?`, { parameters: ['10.0.1.9'] })).rows).toEqual([['web.9']]);
    expect((await stand.ask(`${sql}:ip`, { parameters: { ip: '10.0.1.9' } })).rows).toEqual([
      ['web.9'],
    ]);
    const parameters = { ip: "' or 1=1 --" };
    expect((await stand.ask(`${sql}:ip`, { parameters })).rows).toEqual([]);
    expect(await stand.faultOf(`${sql}:ip`, { parameters: { other: 'x' } })).toBe('sql-invalid');
  });

  it('follows the inventory', async () => {
    const before = stand.inventory;
    try {
      stand.inventory = {
        ...anInventory().none('a').disconnected('a'),
        revision: before.revision + 1,
      };
      expect(await stand.rows('select host, stale from networks')).toEqual([]);
      expect(await stand.rows('select host, stale from hosts order by 1')).toEqual([
        ['a', 1],
        ['named-only', 1],
      ]);
      expect((await stand.ask('select 1')).revision).toBe(stand.inventory.revision);
    } finally {
      stand.inventory = { ...before, revision: before.revision + 2 };
    }
    expect(await stand.rows('select count(*) from endpoints')).toEqual([[3]]);
  });

  it('follows a look that found nothing new, and an agent that went', async () => {
    const before = stand.inventory;
    const record = before.hosts['b']!;
    const put = (more: object) => {
      const hosts = { ...stand.inventory.hosts, b: { ...record, ...more } };
      stand.inventory = { revision: stand.inventory.revision + 1, hosts };
    };
    const seen = "select seen_at, stale, node_state from hosts where host = 'b'";
    try {
      put({ seenAt: '2031-01-01T00:00:00Z' });
      expect(await stand.rows(seen)).toEqual([['2031-01-01T00:00:00Z', 0, 'ready']]);
      put({ connected: false });
      expect(await stand.rows(seen)).toMatchObject([[record.seenAt, 1, null]]);
      expect(await stand.rows("select distinct stale from endpoints where host = 'b'")).toEqual([
        [1],
      ]);
      expect(await stand.rows("select count(*) from conditions where host = 'b'")).toEqual([[0]]);
    } finally {
      stand.inventory = { ...before, revision: stand.inventory.revision + 1 };
    }
  });

  it('follows what is seen of a network, while the hosts say nothing new', async () => {
    const before = stand.inventory;
    const subnets = [{ subnet: '10.0.9.0/24', gateway: '10.0.9.1' }];
    const seen =
      "select verified, verified_at, encryption, ready from swarm_networks where network = 'app'";
    try {
      stand.inventory = {
        ...anInventory().member('a').member('b').network('app', { subnets }),
        revision: before.revision + 3,
      };
      expect(await stand.rows(seen)).toEqual([['unknown', null, 'n/a', 0]]);
      stand.verify('id-of-app', {
        ...{ verdict: 'pass', encryption: 'n/a', pairs: { pass: 2, fail: 0, unknown: 0 } },
        ...{ finishedAt: '2031-01-01T00:00:05Z', operationId: null },
      });
      expect(await stand.rows(seen)).toEqual([['pass', '2031-01-01T00:00:05Z', 'n/a', 1]]);
    } finally {
      stand.inventory = { ...before, revision: stand.inventory.revision + 1 };
    }
  });

  it('stops at the row limit and says so', async () => {
    const answer = await stand.ask('select container from endpoints', { maxRows: 2 });
    expect(answer).toMatchObject({ truncated: 'rows' });
    expect(answer.rows).toHaveLength(2);
    expect(
      (await stand.ask('select container from endpoints', { maxRows: 3 })).truncated,
    ).toBeNull();
  });

  it('keeps numbers that JSON cannot hold', async () => {
    expect(await stand.rows("select 9223372036854775807, 1e999, x'00ff', 1.5, null")).toEqual([
      ['9223372036854775807', 'Infinity', '00ff', 1.5, null],
    ]);
  });

  it.each(['selec 1', 'select * from nowhere', 'select colour from hosts', '', '   -- nothing'])(
    'says what is wrong with %j',
    async (sql) => {
      expect(await stand.faultOf(sql)).toBe('sql-invalid');
    },
  );
});
