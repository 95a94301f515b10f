import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { specText, writeSpec } from './world/spec.ts';
import { networkNames } from './world/swarm.ts';
import { eventually } from './world/wait.ts';
import { World } from './world/world.ts';

/** A swarm with pools so small that one can be used up, and a block of them that nobody may have. */
const swarm = 'swarm: { addressPools: [10.77.0.0/16], reserved: [10.77.1.0/24] }';

let world: World;
beforeAll(async () => {
  world = await World.up({ name: 'e2e-networks', hosts: 2 });
  const text = specText(world).replace('swarm: {}', swarm);
  const { code, stderr } = await world.muster(['up', '-f', writeSpec(world, text), '--yes']);
  expect(`${String(code)}${stderr}`).toBe('0');
});
afterAll(() => world.down());

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

function ask(method: string, path: string, body?: object): Promise<Answer> {
  return new Promise((done, failed) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const options = { socketPath: world.restSocket, method, path, headers };
    const call = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const parsed = JSON.parse(text) as Record<string, unknown>;
        done({ status: response.statusCode ?? 0, body: parsed });
      });
    });
    call.on('error', failed);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const path = '/v1/fleets/test/networks';
const create = (body: object, query = ''): Promise<Answer> =>
  ask('POST', `${path}?waitReady=0${query}`, body);
const findings = ({ body }: Answer): string =>
  ((body['findings'] ?? []) as { id: string; message: string }[])
    .map(({ id, message }) => `${id}: ${message}`)
    .join('\n');
async function inspect(name: string): Promise<unknown> {
  const text = await world.docker('host-1', 'network', 'inspect', name);
  return (JSON.parse(text) as unknown[])[0];
}

describe('every option', () => {
  it('is what the Engine has afterwards', async () => {
    const answer = await create({
      ...{ name: 'full', attachable: true, internal: true, mtu: 1400, vnis: [5001, 5002] },
      subnets: [
        { subnet: '10.90.0.0/24', gateway: '10.90.0.5', ipRange: '10.90.0.128/25' },
        '10.91.0.0/24',
      ],
      ...{ options: { 'muster.example': 'kept' }, labels: { team: 'a' } },
    });
    expect(answer).toMatchObject({ status: 201, body: { name: 'full', mtu: 1400 } });
    expect(await inspect('full')).toMatchObject({
      ...{ Driver: 'overlay', Attachable: true, Internal: true, Labels: { team: 'a' } },
      IPAM: {
        Config: expect.arrayContaining([
          { Subnet: '10.90.0.0/24', Gateway: '10.90.0.5', IPRange: '10.90.0.128/25' },
          { Subnet: '10.91.0.0/24', Gateway: '10.91.0.1' },
        ]) as unknown,
      },
      Options: {
        'com.docker.network.driver.mtu': '1400',
        'com.docker.network.driver.overlay.vxlanid_list': '5001,5002',
        'muster.example': 'kept',
      },
    });
  });

  it('gives containers the MTU that the driver makes of it', async () => {
    expect(await create({ name: 'narrow', attachable: true, mtu: 1400 })).toMatchObject({
      status: 201,
    });
    const link = ['ip', '-o', 'link', 'show', 'eth0'];
    const run = ['run', '--rm', '--network', 'narrow', 'muster-lab/busybox:latest', ...link];
    expect(await world.docker('host-2', ...run)).toContain(' mtu 1350 ');
  });

  it('of an MTU that follows the paths is what was measured', async () => {
    expect(await create({ name: 'auto', mtu: 'auto' })).toMatchObject({
      status: 201,
      body: { mtu: 1500 },
    });
  });
});

describe('a network that cannot be', () => {
  it.each([
    [
      'on an interface',
      { subnets: ['198.18.0.0/24'] },
      /subnet-overlaps: .*interface eth0.*host-1/,
    ],
    ['on a bridge', { subnets: ['172.17.0.0/24'] }, /subnet-overlaps: .*network bridge/],
    ['on another overlay', { subnets: ['10.90.0.0/25'] }, /subnet-overlaps: .*network full/],
    ['with a VXLAN identifier that is taken', { vnis: [5001] }, /vni-taken: network full/],
    ['with IPv6', { ipv6: true, subnets: ['fd00:7::/64'] }, /overlay-ipv6/],
  ])('%s is refused before anything is made', async (_, more, expected) => {
    const answer = await create({ name: 'wrong', ...more });
    expect(answer.status).toBe(409);
    expect(findings(answer)).toMatch(expected);
    expect(await networkNames(world, 'host-1')).not.toContain('wrong');
  });

  it('because it is there otherwise, or a host has the name, is refused with what is there', async () => {
    const other = await create({ name: 'full', attachable: true });
    expect(other.status).toBe(409);
    expect(findings(other)).toMatch(/network-differs: .*internal is true, not false/);
    await world.docker('host-2', 'network', 'create', 'lan');
    // Its agent tells of it a moment later, without being asked.
    await eventually('the inventory has it', async () => {
      const { body } = await ask('GET', '/v1/networks?host=host-2&network=lan');
      return (body['networks'] as unknown[]).length === 1;
    });
    const taken = await create({ name: 'lan' });
    expect(findings(taken)).toContain('network-name-taken: host-2 already has a network lan');
  });

  it('for want of addresses says what is in the way', async () => {
    const answer = await create({ name: 'huge', expectedEndpoints: 100_000 });
    expect(answer.status).toBe(409);
    expect(findings(answer)).toContain('address-pool-exhausted');
  });
});

it('a name that two ask for at once is made once, and both are told the truth', async () => {
  const both = await Promise.all([create({ name: 'once' }), create({ name: 'once' })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
  expect(both[0].body['id']).toBe(both[1].body['id']);
  const names = await networkNames(world, 'host-1');
  expect(names.filter((name) => name === 'once')).toHaveLength(1);
});

it('one made by hand at the same moment is planned around', async () => {
  for (const nth of [1, 2, 3, 4, 5]) {
    const byHand = `by-hand-${String(nth)}`;
    const [answer] = await Promise.all([
      create({ name: `beside-${String(nth)}` }),
      world.docker('host-1', 'network', 'create', '--driver', 'overlay', byHand),
    ]);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
    const [own] = answer.body['subnets'] as { subnet: string }[];
    expect(await inspect(byHand)).not.toMatchObject({
      IPAM: { Config: [{ Subnet: own?.subnet }] },
    });
  }
});

describe('two hundred networks, asked for by four at a time', () => {
  const names = Array.from({ length: 200 }, (_, nth) => `many-${String(nth)}`);
  let before: readonly string[];
  beforeAll(async () => {
    before = await networkNames(world, 'host-1');
  });

  /** Each client does one after the other. */
  async function byFour<T>(act: (name: string) => Promise<T>): Promise<readonly T[]> {
    const quarter = (client: number) => names.filter((_, nth) => nth % 4 === client);
    const clients = [0, 1, 2, 3].map(async (client) => {
      const done: T[] = [];
      for (const name of quarter(client)) done.push(await act(name));
      return done;
    });
    return (await Promise.all(clients)).flat();
  }

  it('are made, apart from each other and from what is reserved', async () => {
    const answers = await byFour((name) => create({ name }));
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    const subnets = answers.flatMap(({ body }) =>
      (body['subnets'] as { subnet: string }[]).map(({ subnet }) => subnet),
    );
    expect(new Set(subnets).size).toBe(names.length);
    expect(subnets).not.toContain('10.77.1.0/24');
    expect(await networkNames(world, 'host-1')).toEqual(expect.arrayContaining(names));
  });

  it('are removed, and nothing of them is left', async () => {
    const answers = await byFour((name) => ask('DELETE', `${path}/${name}`));
    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    await eventually('they are gone', async () => {
      const left = await networkNames(world, 'host-1');
      return left.every((name) => before.includes(name));
    });
    const { body } = await ask('GET', `${path}?maxAgeMs=0`);
    const known = (body['networks'] as { name: string }[]).map(({ name }) => name);
    expect(known.filter((name) => name.startsWith('many-'))).toEqual([]);
  });
});
