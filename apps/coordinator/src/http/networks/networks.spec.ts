import { networkSchema, operationListSchema, operationSchema, planSchema } from '@muster/api';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

const spec = `
version: 1
fleet: lab
swarm: {}
hosts:
  - { name: a, role: manager }
  - { name: b }
`;
const networks = '/v1/fleets/lab/networks';

let fleet: SimulatedAgents;
let stand: LiveStand;
/** How often a network was asked for. */
let created: string[];

beforeEach(async () => {
  created = [];
  fleet = new SimulatedAgents(anInventory().member('a').member('b').world());
  stand = await LiveStand.start(
    (host, action) => {
      if (action.kind === 'ensureNetworkPresent') created.push(action.args.name);
      return fleet.answer(host, action);
    },
    ['a', 'b'],
  );
  const { id } = planSchema.parse(await stand.json('POST', '/v1/plans', spec));
  await ended(await stand.json('POST', '/v1/fleets/lab/operations', { planId: id }));
});
afterEach(() => stand.stop());

async function ended(operation: unknown) {
  const { id } = operationSchema.parse(operation);
  await stand.ask('GET', `/v1/operations/${id}/events`);
  return operationSchema.parse(await stand.json('GET', `/v1/operations/${id}`));
}
const create = (body: object, query = '', headers: Record<string, string> = {}) =>
  stand.ask('POST', `${networks}${query}`, body, 'application/json', headers);

describe('creating a network', () => {
  it('answers with the operation, or waits and answers with the network', async () => {
    const accepted = await create({ name: 'one' });
    expect(accepted.status).toBe(202);
    const operation = operationSchema.parse(JSON.parse(accepted.text));
    expect(accepted.location).toBe(`/v1/operations/${operation.id}`);
    expect(await ended(operation)).toMatchObject({ state: 'succeeded' });
    const made = await create({ name: 'two', attachable: true }, '?waitReady=0');
    expect(made.status).toBe(201);
    expect(networkSchema.parse(JSON.parse(made.text))).toMatchObject({
      ...{ name: 'two', attachable: true },
      subnets: [{ subnet: '10.0.2.0/24' }],
    });
  });

  it('answers 200 where it is there already, as asked', async () => {
    await create({ name: 'one' }, '?waitReady=0');
    expect(await create({ name: 'one' }, '?waitReady=0')).toMatchObject({ status: 200 });
    expect(created).toEqual(['one']);
  });

  it('tells two who ask for the same name at once the truth, and makes it once', async () => {
    const both = await Promise.all([
      create({ name: 'one' }, '?waitReady=0'),
      create({ name: 'one' }, '?waitReady=0'),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    const other = await create({ name: 'one', internal: true }, '?waitReady=0');
    expect(other.status).toBe(409);
    expect(JSON.parse(other.text)).toMatchObject({
      code: 'plan-blocked',
      findings: [{ id: 'network-differs' }],
    });
    expect(created).toEqual(['one']);
  });

  it('takes changes one after the other', async () => {
    const names = Array.from({ length: 8 }, (_, nth) => `n${String(nth)}`);
    const all = await Promise.all(names.map((name) => create({ name }, '?waitReady=0')));
    expect(all.map(({ status }) => status)).toEqual(names.map(() => 201));
    const subnets = all.map(({ text }) => networkSchema.parse(JSON.parse(text)).subnets[0]?.subnet);
    expect(new Set(subnets).size).toBe(names.length);
  });

  it('says what is wrong with the request, all at once', async () => {
    const body = { name: 'n', vnis: [1, 2], ipv6: true };
    const problem = await stand.problem('POST', networks, body);
    expect(problem).toMatchObject({ status: 422, code: 'request-invalid' });
    expect(problem.findings?.map(({ id }) => id)).toEqual(['ipv6-without-subnet', 'vnis-too-many']);
  });

  it('goes on over what is accepted by its id, and over nothing that cannot be', async () => {
    const body = { name: 'n', ipv6: true, subnets: ['fd00:7::/64'] };
    expect(await create(body)).toMatchObject({ status: 409 });
    expect(await create(body, '?waitReady=0&accept=overlay-ipv6')).toMatchObject({ status: 201 });
    expect(await create(body, '?accept=vni-taken')).toMatchObject({ status: 422 });
  });
});

describe('a network whose MTU follows the paths', () => {
  it('is made for what a check measures, which is made first', async () => {
    const made = await create({ name: 'n', mtu: 'auto' }, '?waitReady=0');
    expect(made.status).toBe(201);
    expect(networkSchema.parse(JSON.parse(made.text)).mtu).toBe(1500);
    expect(await stand.json('GET', '/v1/checks?fleet=lab')).toMatchObject({
      checks: [{ cause: 'plan' }],
    });
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k-1' };
  const operations = async () =>
    operationListSchema
      .parse(await stand.json('GET', '/v1/operations?fleet=lab'))
      .operations.filter(({ goal }) => goal === 'network.create');

  it('leads the same request to the same operation, also at once and after a restart', async () => {
    const [first, second] = await Promise.all([
      create({ name: 'n' }, '', key),
      create({ name: 'n' }, '', key),
    ]);
    const { id } = operationSchema.parse(JSON.parse(first.text));
    expect(operationSchema.parse(JSON.parse(second.text)).id).toBe(id);
    await ended(JSON.parse(first.text));
    await stand.restart();
    const third = await create({ name: 'n' }, '', key);
    expect(operationSchema.parse(JSON.parse(third.text)).id).toBe(id);
    expect(await operations()).toHaveLength(1);
  });

  it('is refused with another request, and free again after a refusal', async () => {
    expect(await create({ name: 'n', subnets: ['192.0.2.0/24'] }, '', key)).toMatchObject({
      status: 409,
    });
    expect(await create({ name: 'n' }, '?waitReady=0', key)).toMatchObject({ status: 201 });
    const other = await create({ name: 'm' }, '?waitReady=0', key);
    expect(other.status).toBe(422);
    expect(JSON.parse(other.text)).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('has a form', async () => {
    const long = { 'idempotency-key': 'k'.repeat(256) };
    expect(await create({ name: 'n' }, '', long)).toMatchObject({ status: 422 });
  });
});

describe('changing and removing a network', () => {
  beforeEach(() => create({ name: 'n', labels: { a: 'b' } }, '?waitReady=0'));

  it('changes labels only by making it anew, with what it had', async () => {
    const refused = await stand.problem('PATCH', `${networks}/n`, { labels: { a: '', c: 'd' } });
    expect(refused).toMatchObject({ status: 409, code: 'network-immutable' });
    const path = `${networks}/n?replace=1`;
    const operation = await ended(await stand.json('PATCH', path, { labels: { a: '', c: 'd' } }));
    expect(operation).toMatchObject({
      state: 'succeeded',
      steps: [{ id: 'network.replace n' }, { id: 'network.verify n' }],
    });
    expect(await stand.json('GET', `${networks}/n`)).toMatchObject({
      labels: { c: 'd' },
      subnets: [{ subnet: '10.0.1.0/24' }],
    });
  });

  it('removes it', async () => {
    const operation = await ended(await stand.json('DELETE', `${networks}/n`));
    expect(operation).toMatchObject({ state: 'succeeded', steps: [{ id: 'network.remove n' }] });
    expect(await stand.problem('GET', `${networks}/n`)).toMatchObject({ status: 404 });
  });
});
