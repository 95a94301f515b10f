import { type CheckAnswer, checkListSchema, checkSchema } from '@muster/api';
import type { CommandKind } from '@muster/protocol';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

const spec = `
version: 1
fleet: lab
swarm: {}
hosts:
  - { name: a, role: manager }
  - { name: b, role: worker }
  - { name: c, role: worker }
`;

let fleet: SimulatedAgents;
let stand: LiveStand;
/** Commands of this kind get no answer. */
let silent: CommandKind | undefined;

beforeEach(async () => {
  silent = undefined;
  fleet = new SimulatedAgents(anInventory().none('a').none('b').none('c').world());
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
describe('a check before there is a fleet', () => {
  it('of a spec is accepted, found again, and listed', async () => {
    const reply = await stand.ask('POST', '/v1/checks', { spec });
    const started = checkSchema.parse(JSON.parse(reply.text));
    expect(reply).toMatchObject({ status: 202, location: `/v1/checks/${started.id}` });
    expect(started).toMatchObject({ fleet: 'lab', cause: 'request', report: null, verdict: null });
    const done = await ended(`/v1/fleets/lab/checks/${started.id}`);
    expect(done).toMatchObject({
      state: 'succeeded',
      verdict: 'pass',
      blockers: 0,
      progress: null,
    });
    expect(done.edges).toEqual({ pass: 20, fail: 0, unknown: 0 });
    expect(done.report?.edges).toHaveLength(20);
    const list = checkListSchema.parse(await stand.json('GET', '/v1/fleets/lab/checks?limit=5'));
    expect(list.checks.map(({ id }) => id)).toEqual([done.id]);
    expect(await stand.json('GET', '/v1/fleets/lab/checks/latest')).toEqual(done);
  });

  it('of hosts by name belongs to no fleet', async () => {
    const done = await check('/v1/checks', { hosts: ['a', 'b'], ports: ['7946', 'esp'] });
    expect(done).toMatchObject({ fleet: null, verdict: 'pass', hosts: ['a', 'b'] });
    expect(done.ports).toEqual(['7946/tcp', '7946/udp', 'esp']);
    expect(done.report?.fleet).toBeNull();
  });

  it('names what fails, and shows what was accepted', async () => {
    blockVxlan();
    const failed = await check('/v1/checks', { spec });
    expect(failed).toMatchObject({ state: 'succeeded', verdict: 'fail', edges: { fail: 1 } });
    expect(failed.blockers).toBeGreaterThan(0);
    const accept = failed.report?.findings.map(({ id }) => id);
    const accepted = await check('/v1/checks', { spec, accept });
    expect(accepted).toMatchObject({ verdict: 'fail', blockers: 0 });
    expect(accepted.report?.findings[0]).toMatchObject({ severity: 'warning', accepted: true });
  });

  it('can be stopped', async () => {
    silent = 'sendProbes';
    const { id } = checkSchema.parse(await stand.json('POST', '/v1/checks', { spec }));
    await expect.poll(() => fleet.ports.openWitnesses).toBe(3);
    const stopped = checkSchema.parse(await stand.json('POST', `/v1/checks/${id}/cancel`));
    expect(stopped).toMatchObject({ state: 'cancelled', report: null });
    expect(fleet.ports.openWitnesses).toBe(0);
    expect(await stand.problem('POST', `/v1/checks/${id}/cancel`)).toMatchObject({ status: 409 });
  });

  it('that a coordinator left behind is cancelled', async () => {
    silent = 'sendProbes';
    const { id } = checkSchema.parse(await stand.json('POST', '/v1/checks', { spec }));
    await expect.poll(() => fleet.ports.openWitnesses).toBe(3);
    await stand.restart();
    expect(fleet.ports.openWitnesses).toBe(0);
    expect(await ended(`/v1/checks/${id}`)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a bad request', () => {
  const bad: readonly [string, object, number, string, RegExp][] = [
    ['of nothing', {}, 422, 'request-invalid', /neither a spec nor hosts/],
    ['of an unknown host', { hosts: ['a', 'x'] }, 404, 'host-not-found', /"x"/],
    ['of a host out of the spec', { spec, hosts: ['z'] }, 404, 'host-not-found', /"z".*lab/],
    ['of a port', { spec, ports: ['80/tcp'] }, 422, 'port-unknown', /80\/tcp/],
    ['of a protocol', { spec, ports: ['7946/sctp'] }, 422, 'request-invalid', /ports.0.*2377\/tcp/],
    ['of a port that is none', { spec, ports: ['99999'] }, 422, 'request-invalid', /65535/],
    ['of another data path port', { spec, ports: ['4790/udp'] }, 422, 'port-unknown', /4790/],
    ['of no hosts', { spec, hosts: [] }, 422, 'request-invalid', /at least one host/],
    ['with an unknown key', { spec, host: 'a' }, 422, 'request-invalid', /host/],
    ['of a bad spec', { spec: 'version: 0' }, 422, 'spec-invalid', /finding/],
    ['accepting anything', { spec, accept: ['no-manager'] }, 422, 'accept-refused', /no-manager/],
  ];

  it.each(bad)('%s is refused', async (_, body, status, code, detail) => {
    const problem = await stand.problem('POST', '/v1/checks', body);
    expect(problem).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(detail) as string,
    });
    if (code !== 'spec-invalid') expect(problem.remedy.length).toBeGreaterThan(0);
  });

  it('of a fleet that is not there says what to do', async () => {
    expect(await stand.problem('POST', '/v1/fleets/lab/checks', {})).toMatchObject({ status: 404 });
    expect(await stand.problem('GET', '/v1/fleets/lab/checks/latest')).toMatchObject({
      ...{ status: 404, code: 'check-not-found', remedy: ['muster check --fleet lab makes one'] },
    });
    expect(await stand.problem('GET', '/v1/checks/none')).toMatchObject({ status: 404 });
    const other = await stand.problem('POST', '/v1/fleets/other/checks', { spec });
    expect(other).toMatchObject({ status: 422, code: 'spec-other-fleet' });
    const waiting = await stand.problem('GET', '/v1/checks/none?waitMs=60000');
    expect(waiting).toMatchObject({ status: 422 });
  });
});
