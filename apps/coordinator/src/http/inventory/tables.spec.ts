import { type HostList, problemSchema } from '@muster/api';
import type { Row } from '@muster/inventory';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

const spec = `
version: 1
fleet: lab
swarm: {}
hosts: [{ name: h1, role: manager }, { name: h2, role: worker }]
`;

const endpoint = (nth: number) => ({
  containerId: `c${String(nth)}`,
  name: `web.${String(nth)}`,
  ipv4Address: `10.0.1.${String(nth)}/24`,
  ipv6Address: '',
  macAddress: '',
  image: 'web:1',
});

const world = () => {
  let inventory = anInventory();
  for (const host of ['h1', 'h2', 'h10'])
    inventory = inventory
      .member(host)
      .localNetwork(host, 'lan', { id: `lan-${host}`, attachments: [endpoint(7), endpoint(8)] });
  return inventory.localNetwork('h2', 'extra', { id: 'x', attachments: [endpoint(9)] }).world();
};

let stand: LiveStand;
beforeAll(async () => {
  const fleet = new SimulatedAgents(world());
  stand = await LiveStand.start((host, action) => fleet.answer(host, action), ['h1', 'h2', 'h10']);
  await stand.json('GET', '/v1/hosts?maxAgeMs=0');
});
afterAll(() => stand.stop());

type Page = {
  readonly revision: number;
  readonly next: string | null;
  readonly endpoints: readonly Row[];
  readonly networks: readonly Row[];
  readonly nodes: readonly Row[];
};
const get = async (path: string) => (await stand.json('GET', path)) as Page;
const refused = async (path: string) => {
  const { status, text } = await stand.ask('GET', path);
  expect(status).toBe(422);
  return problemSchema.parse(JSON.parse(text));
};

describe('GET of a table', () => {
  it('answers rows of all hosts, in their order, with where they come from', async () => {
    const { endpoints, next } = await get('/v1/endpoints');
    expect(endpoints.map(({ host, network, ipv4 }) => [host, network, ipv4])).toEqual([
      ['h1', 'lan', '10.0.1.7'],
      ['h1', 'lan', '10.0.1.8'],
      ['h2', 'extra', '10.0.1.9'],
      ['h2', 'lan', '10.0.1.7'],
      ['h2', 'lan', '10.0.1.8'],
      ['h10', 'lan', '10.0.1.7'],
      ['h10', 'lan', '10.0.1.8'],
    ]);
    expect(endpoints[0]).toMatchObject({ stale: false });
    expect(endpoints[0]?.['observedAt']).toMatch(/^20\d\d-/);
    expect(next).toBeNull();
  });

  it.each([
    ['ipv4=10.0.1.9', [['h2', 'web.9']]],
    [
      'ipv4=10.0.1.7&ipv4=10.0.1.9&host=h2',
      [
        ['h2', 'web.9'],
        ['h2', 'web.7'],
      ],
    ],
    ['network=extra', [['h2', 'web.9']]],
    [
      'container=web.7&sort=-host',
      [
        ['h10', 'web.7'],
        ['h2', 'web.7'],
        ['h1', 'web.7'],
      ],
    ],
    ['ipv4=192.0.2.99', []],
    [
      'ipv4.within=10.0.1.8/31&host=h2',
      [
        ['h2', 'web.9'],
        ['h2', 'web.8'],
      ],
    ],
  ])('filters: %s', async (search, expected) => {
    const { endpoints } = await get(`/v1/endpoints?${search}`);
    expect(endpoints.map((it) => [it['host'], it['container']])).toEqual(expected);
  });

  it('shows only the fields that are asked for', async () => {
    const { nodes } = await get('/v1/nodes?fields=hostname,role&sort=-hostname');
    expect(nodes).toEqual([
      { hostname: 'h2', role: 'worker' },
      { hostname: 'h10', role: 'worker' },
      { hostname: 'h1', role: 'manager' },
    ]);
  });

  it('answers pages that together are the whole', async () => {
    const { endpoints } = await get('/v1/endpoints?sort=ipv4');
    const rows: Row[] = [];
    let cursor = '';
    for (let pages = 0; pages < 9; pages += 1) {
      const page = await get(`/v1/endpoints?sort=ipv4&limit=2${cursor}`);
      rows.push(...page.endpoints);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(rows).toEqual(endpoints);
  });

  it('answers 304 to who has it already', async () => {
    const { etag = '' } = await stand.ask('GET', '/v1/networks');
    expect(etag).toMatch(/^W\/"[0-9a-f]{8}-\d+-\d+\.\d+"$/);
    const known = await stand.ask('GET', '/v1/networks', undefined, undefined, {
      'if-none-match': `"other", ${etag}`,
    });
    expect(known).toMatchObject({ status: 304, text: '', etag });
    await stand.json('GET', '/v1/hosts?maxAgeMs=0');
    const changed = await stand.ask('GET', '/v1/networks', undefined, undefined, {
      'if-none-match': etag,
    });
    expect(changed.status).toBe(200);
  });

  it('tells what there is to who asks for what there is not', async () => {
    const problem = await refused('/v1/endpoints?colour=red&sort=size&fields=weight');
    expect(problem).toMatchObject({ code: 'query-invalid' });
    expect(problem.findings?.map(({ path }) => path)).toEqual(['sort', 'fields', 'colour']);
    expect(problem.detail).toContain('containerId');
    expect(await refused('/v1/endpoints?limit=0')).toMatchObject({ code: 'request-invalid' });
    const { next } = await get('/v1/endpoints?limit=1');
    for (const path of [`/v1/endpoints?sort=-host&cursor=${next!}`, '/v1/endpoints?cursor=7'])
      expect(await refused(path)).toMatchObject({ code: 'cursor-invalid' });
  });
});

describe('GET of hosts', () => {
  const hosts = async (search: string) =>
    (await stand.json('GET', `/v1/hosts${search}`)) as HostList;
  const names = async (search: string) => (await hosts(search)).hosts.map(({ host }) => host);

  it('answers all of them as before, and pages of them', async () => {
    expect(await names('')).toEqual(['h1', 'h2', 'h10']);
    const page = await hosts('?limit=2&maxAgeMs=60000');
    expect(page.hosts.map(({ host }) => host)).toEqual(['h1', 'h2']);
    expect(await names(`?limit=2&maxAgeMs=60000&cursor=${page.next!}`)).toEqual(['h10']);
  });

  it('filters by what the table says, and shows fields of a host', async () => {
    expect(await names('?role=manager')).toEqual(['h1']);
    expect(await hosts('?host=h2&fields=host,works&maxAgeMs=60000')).toMatchObject({
      hosts: [{ host: 'h2', works: 'pass' }],
    });
    expect(await refused('/v1/hosts?fields=host,weight')).toMatchObject({ code: 'query-invalid' });
  });

  it('knows the fleet of a host as soon as a spec names it', async () => {
    expect(await names('?fleet=lab')).toEqual([]);
    const { etag = '' } = await stand.ask('GET', '/v1/networks');
    const plan = (await stand.json('POST', '/v1/plans', spec)) as { id: string };
    await stand.json('POST', '/v1/fleets/lab/operations', { planId: plan.id });
    expect(await names('?fleet=lab&maxAgeMs=60000')).toEqual(['h1', 'h2']);
    expect((await get('/v1/networks?fleet=lab&network=lan')).networks).toHaveLength(2);
    expect((await stand.ask('GET', '/v1/networks')).etag).not.toBe(etag);
  });
});
