import { createCheckSchema } from '@muster/api';
import type { Inventory } from '@muster/inventory';
import { isAcceptable } from '@muster/plan';
import { portsOf, type ProbePort } from '@muster/probe';
import { type FleetSpec, parseFleetSpec } from '@muster/spec';
import { portText, type Question } from '../../checks/question.js';
import { ProblemError } from '../problem.js';
import { validated } from '../validation.js';

type Wanted = Omit<Question, 'accept'>;

/** Where Swarm's gossip, its managers and VXLAN are by default. */
const plainSwarm = {
  addressPools: [],
  subnetSize: 24,
  dataPathPort: 4789,
  autolock: false,
  reserved: [],
};
const esp: ProbePort = { protocol: 'esp', port: 0 };

export type Sources = {
  readonly inventory: Inventory;
  /** The spec that was applied last. @throws not_found */
  readonly applied: (fleet: string) => Promise<FleetSpec>;
};

/** What a request asks, checked against what there is. @throws ProblemError naming everything that is wrong with it. */
export async function asked(
  body: unknown,
  fleet: string | undefined,
  sources: Sources,
): Promise<Question> {
  const { hosts, ports, spec: text, accept } = validated(createCheckSchema, body ?? {}, 'body');
  checkAccept(accept);
  const wanted = await whatOf({ text, hosts, fleet }, sources);
  if (hosts !== undefined) checkHostNames(hosts, wanted);
  return {
    ...wanted,
    ...(hosts !== undefined && { hosts: [...new Set(hosts)] }),
    ...(ports !== undefined && { ports: chosenPorts(ports, wanted.spec, sources.inventory) }),
    accept,
  };
}

type What = {
  readonly text: string | undefined;
  readonly hosts: readonly string[] | undefined;
  readonly fleet: string | undefined;
};

async function whatOf({ text, hosts, fleet }: What, sources: Sources): Promise<Wanted> {
  if (text !== undefined) {
    const spec = specOf(text);
    if (fleet === undefined || spec.fleet === fleet) return { fleet: spec.fleet, spec };
    throw new ProblemError(
      422,
      'spec-other-fleet',
      `the spec is of fleet ${spec.fleet}, not of ${fleet}`,
      [`POST /v1/fleets/${spec.fleet}/checks, or POST /v1/checks`],
    );
  }
  if (fleet !== undefined) return { fleet, spec: await sources.applied(fleet) };
  if (hosts !== undefined) return { fleet: null, spec: plainSpec(hosts, sources.inventory) };
  throw new ProblemError(422, 'request-invalid', 'body: neither a spec nor hosts are given', [
    'give `spec`, the text of a spec, or `hosts`, names of connected hosts',
    'POST /v1/fleets/{fleet}/checks for a fleet that was applied',
  ]);
}

/** @throws ProblemError 422 with every finding. */
export function specOf(text: Uint8Array | string): FleetSpec {
  const parsed = parseFleetSpec(text);
  if (parsed.ok) return parsed.spec;
  const { length } = parsed.findings;
  const detail =
    length === 1 ? 'the spec has a finding' : `the spec has ${String(length)} findings`;
  throw new ProblemError(422, 'spec-invalid', detail, [], parsed.findings);
}

/** @throws ProblemError 422 for what the planner relies on. */
export function checkAccept(accept: readonly string[]): void {
  const refused = accept.filter((id) => !isAcceptable(id));
  if (refused.length === 0) return;
  throw new ProblemError(
    422,
    'accept-refused',
    `${refused.join(', ')} cannot be accepted: no plan can be right while that is so`,
    ['do what the finding says', `leave ${refused.join(', ')} out of what is accepted`],
  );
}

/** Hosts by name, each of which may become a manager. */
function plainSpec(hosts: readonly string[], inventory: Inventory): FleetSpec {
  const known = Object.keys(inventory.hosts);
  const missing = hosts.filter((host) => !known.includes(host));
  if (missing.length > 0) throw hostNotFound(missing, 'ever connected', known);
  const names = [...new Set(hosts)];
  return {
    version: 1,
    fleet: '',
    swarm: plainSwarm,
    hosts: names.map((name) => ({ name, role: 'manager', availability: 'active', labels: {} })),
    networks: [],
  };
}

function checkHostNames(hosts: readonly string[], { fleet, spec }: Wanted): void {
  const names = spec.hosts.map(({ name }) => name);
  const missing = hosts.filter((host) => !names.includes(host));
  if (missing.length === 0) return;
  throw hostNotFound(missing, `is in the spec of fleet ${fleet ?? ''}`, names);
}

function hostNotFound(
  missing: readonly string[],
  what: string,
  known: readonly string[],
): ProblemError {
  const detail = `no host ${missing.map((host) => `"${host}"`).join(', ')} ${what}`;
  const shown = known.slice(0, 10).join(', ');
  const more = known.length > 10 ? ` and ${String(known.length - 10)} more` : '';
  return new ProblemError(404, 'host-not-found', detail, [
    known.length === 0 ? 'start an agent on it' : `there are ${shown}${more}`,
  ]);
}

/** `7946` is every protocol that Swarm uses on it. @throws ProblemError 422 for ports that it does not use. */
function chosenPorts(
  texts: readonly string[],
  spec: FleetSpec,
  inventory: Inventory,
): readonly ProbePort[] {
  // Whether ESP passes is worth knowing before the first network is encrypted.
  const used = [...portsOf(spec, inventory).filter(({ protocol }) => protocol !== 'esp'), esp];
  const unused = texts.filter((text) => !used.some((port) => isMeant(text, port)));
  if (unused.length > 0) {
    throw new ProblemError(422, 'port-unknown', `Swarm does not use ${unused.join(', ')} here`, [
      `it uses ${used.map(portText).join(', ')}: choose among these, or leave ports out for all`,
    ]);
  }
  return used.filter((port) => texts.some((text) => isMeant(text, port)));
}

const isMeant = (text: string, port: ProbePort): boolean =>
  port.protocol === 'esp'
    ? text === 'esp' || text === '50/esp'
    : text === portText(port) || text === String(port.port);
