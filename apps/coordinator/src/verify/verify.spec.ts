import {
  hostListSchema,
  type NetworkVerification,
  networkVerificationSchema,
  type OperationAnswer,
  operationSchema,
  planSchema,
} from '@muster/api';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import type { ActionOf, CommandKind } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStand } from '../testing/live-stand.js';
import { bulkBytesFor } from './fan-outs.js';

const spec = `
version: 1
fleet: lab
swarm: {}
hosts:
  - { name: a, role: manager }
  - { name: b, role: worker }
  - { name: c, role: worker }
networks:
  - { name: app }
`;
const networks = '/v1/fleets/lab/networks';

let fleet: SimulatedAgents;
let stand: LiveStand;
/** What commands were given, by kind. */
let asked: string[];
/** Does what it likes before a command is answered. */
let before: (host: string, action: ActionOf<CommandKind>) => unknown;

beforeEach(async () => {
  asked = [];
  before = () => undefined;
  fleet = new SimulatedAgents(anInventory().none('a').none('b').none('c').world());
  stand = await LiveStand.start(
    async (host, action) => {
      asked.push(action.kind);
      await before(host, action);
      return fleet.answer(host, action);
    },
    ['a', 'b', 'c'],
  );
});
afterEach(() => stand.stop());

async function ended(started: unknown): Promise<OperationAnswer> {
  const { id } = operationSchema.parse(started);
  await stand.ask('GET', `/v1/operations/${id}/events`);
  return operationSchema.parse(await stand.json('GET', `/v1/operations/${id}`));
}

async function up(query = ''): Promise<OperationAnswer> {
  const { id } = planSchema.parse(await stand.json('POST', `/v1/plans${query}`, spec));
  return ended(await stand.json('POST', '/v1/fleets/lab/operations', { planId: id }));
}

const verify = async (name = 'app'): Promise<OperationAnswer> =>
  ended(await stand.json('POST', `${networks}/${name}/verify`, {}));

const found = async (name = 'app'): Promise<NetworkVerification> =>
  networkVerificationSchema.parse(await stand.json('GET', `${networks}/${name}/verification`));

async function connected(): Promise<readonly string[]> {
  const path = '/v1/hosts?maxAgeMs=600000';
  const { hosts } = hostListSchema.parse(await stand.json('GET', path));
  return hosts.flatMap(({ host, connected: isHere }) => (isHere ? [host] : []));
}

const isClean = (): void => {
  expect([...fleet.overlay.left]).toEqual([]);
  expect(fleet.overlay.running).toBe(0);
};

const count = (kind: CommandKind): number => asked.filter((each) => each === kind).length;

describe('a network', () => {
  it('is verified by the `up` that makes it, and by later ones only when asked to', async () => {
    expect(await up()).toMatchObject({ state: 'succeeded' });
    const { latest, history } = await found();
    expect(latest).toMatchObject({ verdict: 'pass', network: 'app', hosts: ['a', 'b', 'c'] });
    expect(latest?.pairs).toHaveLength(6);
    expect(latest?.encryption).toMatchObject({ state: 'n/a', plainPackets: 240 });
    expect(history).toMatchObject([{ id: latest?.id, verdict: 'pass', pairs: { pass: 6 } }]);
    isClean();
    const plan = async (query = '') =>
      planSchema.parse(await stand.json('POST', `/v1/plans${query}`, spec)).steps;
    expect(await plan()).toEqual([]);
    expect(await plan('?verify=all')).toMatchObject([{ kind: 'network.verify' }]);
    expect(await up('?verify=all')).toMatchObject({ state: 'succeeded' });
    expect((await found()).history).toHaveLength(2);
  });

  it('that was verified is ready in the tables too, in a new answer', async () => {
    const sql = "select verified, encryption, ready from swarm_networks where network = 'app'";
    const ask = () => stand.json('POST', '/v1/inventory/query', { sql });
    const path = '/v1/inventory/export';
    fleet.overlay.blocked.add('a b');
    await up();
    expect(await ask()).toMatchObject({ rows: [['fail', 'n/a', 0]] });
    const { etag } = await stand.ask('GET', path);
    fleet.overlay.blocked.clear();
    await verify();
    expect(await ask()).toMatchObject({ rows: [['pass', 'n/a', 1]] });
    expect((await stand.ask('GET', path)).etag).not.toBe(etag);
  });

  it('is asked about with three questions a host and four to a manager, whatever the pairs', async () => {
    await up();
    asked = [];
    await verify();
    expect(count('prepareVerification') + count('awaitVerification')).toBe(6);
    expect(count('collectVerification') + count('clearVerification')).toBe(6);
    expect(count('startVerification') + count('watchVerification')).toBe(2);
    expect(count('endVerification')).toBe(1);
  });

  it('that does not work fails its operation, and the next `up` again', async () => {
    fleet.overlay.blocked.add('a b');
    const operation = await up();
    expect(operation.state).toBe('failed');
    expect(operation.reason).toContain('no UDP packet passes on 1 of 6 pairs, a → b');
    expect(await found()).toMatchObject({ latest: { verdict: 'fail' } });
    isClean();
    expect(await up()).toMatchObject({ state: 'failed' });
    fleet.overlay.blocked.clear();
    expect(await up()).toMatchObject({ state: 'succeeded' });
    expect((await found()).history.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'fail']);
  });

  it('that fails once and then works is given the second look', async () => {
    await up();
    fleet.overlay.narrow.add('b c');
    before = (_, { kind }) => {
      if (kind === 'clearVerification') fleet.overlay.narrow.clear();
    };
    expect(await verify()).toMatchObject({ state: 'succeeded' });
    expect(await found()).toMatchObject({ latest: { verdict: 'pass' }, history: { length: 2 } });
  });

  it('on a host where no task starts is unknown there, with the words of the Engine', async () => {
    fleet.overlay.cannotStart.set('c', 'no space left on device');
    expect(await up()).toMatchObject({ state: 'succeeded' });
    const { latest } = await found();
    expect(latest?.verdict).toBe('unknown');
    const unknown = latest?.pairs.filter(({ verdict }) => verdict === 'unknown') ?? [];
    expect(unknown).toHaveLength(4);
    expect(unknown[0]?.reason).toBe('c: its task could not start: no space left on device');
    isClean();
  });

  it('is unknown on a host whose agent is away', async () => {
    await up();
    stand.agents.disconnect('c');
    await expect.poll(async () => connected()).toEqual(['a', 'b']);
    expect(await verify()).toMatchObject({ state: 'succeeded' });
    const { latest } = await found();
    expect(latest?.verdict).toBe('unknown');
    expect(latest?.findings.map(({ id }) => id)).toEqual(['overlay-unproven']);
    expect(latest?.findings[0]?.message).toContain("c: the host's agent is not connected");
  });

  it('is unknown on a host whose agent goes in the middle', async () => {
    await up();
    before = (host, { kind }) => {
      if (host === 'b' && kind === 'collectVerification') stand.agents.disconnect('b');
    };
    await verify();
    const { latest } = await found();
    const reasons = new Set(latest?.pairs.map(({ reason }) => reason).filter(Boolean));
    expect([...reasons].some((reason) => /^b: its agent is not connected/.test(reason))).toBe(true);
  });

  it('is not known by what was found of another one under its name', async () => {
    await up();
    expect((await found()).latest).not.toBeNull();
    const swarm = Object.values(fleet.world.swarms)[0];
    if (swarm === undefined) throw new Error('there is a swarm');
    swarm.networks = swarm.networks.map((network) => ({ ...network, id: 'made-anew' }));
    expect(await found()).toMatchObject({ networkId: 'made-anew', latest: null, history: [] });
  });

  it('that nobody has is not found', async () => {
    await up();
    const problem = await stand.problem('POST', `${networks}/other/verify`, {});
    expect(problem).toMatchObject({ status: 404, code: 'network-not-found' });
    const refused = await stand.problem('POST', `${networks}/ingress/verify`, {});
    expect(refused).toMatchObject({ status: 409, code: 'plan-blocked' });
  });
});

describe('a verification', () => {
  it('that is cancelled leaves nothing behind', async () => {
    await up();
    let reached: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (reached = resolve));
    before = async (_, { kind }) => {
      if (kind !== 'awaitVerification') return;
      reached();
      await new Promise(() => undefined);
    };
    const { id } = operationSchema.parse(await stand.json('POST', `${networks}/app/verify`, {}));
    await waiting;
    await stand.json('POST', `/v1/operations/${id}/cancel`, {});
    isClean();
    expect((await found()).history).toHaveLength(1);
  });

  it('that a coordinator left is made again by the next, which ends the first', async () => {
    await up();
    const nth: string[] = [];
    let reached: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (reached = resolve));
    before = async (_, { kind, args }) => {
      if (kind === 'startVerification' && 'verificationId' in args) nth.push(args.verificationId);
      if (kind !== 'awaitVerification' || nth.length > 1) return;
      reached();
      await new Promise(() => undefined);
    };
    const { id } = operationSchema.parse(await stand.json('POST', `${networks}/app/verify`, {}));
    await waiting;
    await stand.restart();
    for (const host of ['a', 'b', 'c']) await stand.agents.connect(host);
    await stand.ask('GET', `/v1/operations/${id}/events`);
    expect(await stand.json('GET', `/v1/operations/${id}`)).toMatchObject({ state: 'succeeded' });
    expect(nth).toHaveLength(2);
    isClean();
  });
});

it.each([
  [2, 262_144],
  [16, 69_905],
  [200, 32_768],
])('of %i hosts, the bulk transfer of a pair carries %i bytes', (hosts, bytes) => {
  expect(bulkBytesFor(hosts)).toBe(bytes);
});
