import {
  type CheckAnswer,
  checkListSchema,
  checkSchema,
  fleetListSchema,
  operationListSchema,
  operationSchema,
  planSchema,
} from '@muster/api';
import type { CommandKind } from '@muster/protocol';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStand } from '../testing/live-stand.js';

const specOf = (hosts: readonly string[], fleet = 'lab') => `
version: 1
fleet: ${fleet}
swarm: {}
hosts:
${hosts.map((name, at) => `  - { name: ${name}, role: ${at === 0 ? 'manager' : 'worker'} }`).join('\n')}
`;
const spec = specOf(['a', 'b', 'c']);

let fleet: SimulatedAgents;
let stand: LiveStand;
/** Commands of this kind get no answer. */
let silent: CommandKind | undefined;

beforeEach(async () => {
  silent = undefined;
  fleet = new SimulatedAgents(anInventory().none('a').none('b').none('c').none('d').world());
  stand = await LiveStand.start(
    (host, action) =>
      action.kind === silent ? new Promise(() => undefined) : fleet.answer(host, action),
    ['a', 'b', 'c'],
  );
});
afterEach(() => stand.stop());

const blockVxlan = () =>
  fleet.ports.block({
    ...{ source: 'a', destination: 'b', protocol: 'udp', port: 4789, at: 'destination-firewall' },
  } as const);
const ended = async (path: string) =>
  checkSchema.parse(await stand.json('GET', `${path}?waitMs=8000`));
async function check(path: string, body: object): Promise<CheckAnswer> {
  const started = checkSchema.parse(await stand.json('POST', path, body));
  return ended(`/v1/checks/${started.id}`);
}
const plan = async (query = '', text = spec) =>
  planSchema.parse(await stand.json('POST', `/v1/plans${query}`, text));
async function up(query = '', text = spec) {
  const { id, fleet: name } = await plan(query, text);
  const path = `/v1/fleets/${name}/operations`;
  const started = operationSchema.parse(await stand.json('POST', path, { planId: id }));
  await stand.ask('GET', `/v1/operations/${started.id}/events`);
  return operationSchema.parse(await stand.json('GET', `/v1/operations/${started.id}`));
}

describe('up', () => {
  it('over open ports checks once, as part of the plan', async () => {
    expect(await up()).toMatchObject({ state: 'succeeded' });
    const { checks } = checkListSchema.parse(await stand.json('GET', '/v1/checks'));
    expect(checks).toMatchObject([{ cause: 'plan', verdict: 'pass' }]);
    // As it is now, there is nothing to make: no reason to check.
    expect(await plan()).toMatchObject({ steps: [], findings: [] });
    expect(await stand.json('GET', '/v1/checks')).toMatchObject({ checks: { length: 1 } });
    expect(await check('/v1/fleets/lab/checks', {})).toMatchObject({ verdict: 'pass' });
  });

  it('is blocked by a port that is not, until it is accepted', async () => {
    blockVxlan();
    const blocked = await plan();
    expect(blocked.steps).toEqual([]);
    const blockers = blocked.findings.filter(({ severity }) => severity === 'blocker');
    expect(blockers[0]?.hosts).toContain('b');
    const start = ['POST', '/v1/fleets/lab/operations', { planId: blocked.id }] as const;
    expect(await stand.problem(...start)).toMatchObject({ status: 409, code: 'plan-blocked' });
    const ids = blockers.map(({ id }) => id).join(',');
    const accepted = await plan(`?accept=${ids}`);
    expect(accepted.steps.length).toBeGreaterThan(0);
    expect(accepted.findings[0]).toMatchObject({ severity: 'warning', accepted: true });
    expect(await up(`?accept=${ids}`)).toMatchObject({ state: 'succeeded' });
  });

  it('cannot go on over what the planner relies on', async () => {
    const problem = await stand.problem('POST', '/v1/plans?accept=quorum-at-risk', spec);
    expect(problem).toMatchObject({ status: 422, code: 'accept-refused' });
  });

  it('fails by name when a port closes between plan and start', async () => {
    const made = await plan();
    blockVxlan();
    // A check of the same hosts that somebody asked for in between is the youngest there is.
    await check('/v1/checks', { spec });
    const path = '/v1/fleets/lab/operations';
    const started = operationSchema.parse(await stand.json('POST', path, { planId: made.id }));
    await stand.ask('GET', `/v1/operations/${started.id}/events`);
    const operation = operationSchema.parse(
      await stand.json('GET', `/v1/operations/${started.id}`),
    );
    expect(operation.state).toBe('failed');
    expect(operation.reason).toMatch(/^[a-z-]+: .*4789/);
    expect(fleet.world.swarms).toEqual({});
  });

  it('gives no host to two fleets, also when both were planned before either began', async () => {
    await stand.agents.connect('d');
    const [lab, other] = [await plan(), await plan('', specOf(['d', 'c'], 'other'))];
    expect(other.findings.map(({ id }) => id)).toEqual(['ports-proven']);
    await stand.json('POST', '/v1/fleets/lab/operations', { planId: lab.id });
    const start = ['POST', '/v1/fleets/other/operations', { planId: other.id }] as const;
    expect(await stand.problem(...start)).toMatchObject({
      ...{ status: 409, code: 'plan-blocked', detail: 'host c belongs to fleet lab' },
    });
  });

  it('shows its check in the metrics, and the fleet in the list', async () => {
    await up();
    await check('/v1/fleets/lab/checks', {});
    const { text, type } = await stand.ask('GET', '/metrics');
    expect(type).toContain('text/plain');
    expect(text).toContain('muster_edge_up{fleet="lab",source="a",destination="b"');
    expect(text).toContain('muster_sessions 3');
    const { operations } = operationListSchema.parse(await stand.json('GET', '/v1/operations'));
    expect(operations).toMatchObject([{ fleet: 'lab', goal: 'up', state: 'succeeded' }]);
    const { fleets } = fleetListSchema.parse(await stand.json('GET', '/v1/fleets'));
    expect(fleets).toMatchObject([{ fleet: 'lab', hosts: ['a', 'b', 'c'] }]);
  });
});

describe('an operation that is cancelled', () => {
  it('ends with a last look: what was done all the same is shown as done', async () => {
    const { id: planId } = await plan();
    silent = 'awaitMembership';
    const path = '/v1/fleets/lab/operations';
    const { id } = operationSchema.parse(await stand.json('POST', path, { planId }));
    await expect.poll(() => Object.keys(fleet.world.swarms).length).toBe(1);
    const cancelled = operationSchema.parse(
      await stand.json('POST', `/v1/operations/${id}/cancel`),
    );
    expect(cancelled).toMatchObject({ state: 'cancelled', reason: 'it was cancelled' });
    const { text } = await stand.ask('GET', `/v1/operations/${id}/events`);
    const kinds = [...text.matchAll(/^event: (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds.slice(-2)).toEqual(['plan.made', 'operation.finished']);
  });
});
