import type { FleetStatus } from '@muster/api';
import { dockerOf, type Inventory } from '@muster/inventory';
import { isBlocker } from '@muster/kernel';
import { type Evidence, ourSwarm, type Plan, planFor, title } from '@muster/plan';
import type { AgentSession } from '../agents/agent-session.js';
import type { StoredOperation } from '../store/operations.js';
import type { StoredFleet } from '../store/specs.js';
import { findingView } from './finding-view.js';
import { hostView } from './host-view.js';
import { networkViews } from './network-view.js';

/** How the fleet stands: what its hosts say, and what a plan would change. */
export function fleetStatusView(
  { spec, text, digest, accept }: StoredFleet,
  inventory: Inventory,
  evidence: Evidence,
  sessionOf: (host: string) => AgentSession | undefined,
  operation: StoredOperation | undefined,
): FleetStatus {
  const names = spec.hosts.map(({ name }) => name);
  const plan = planFor({ kind: 'up', spec }, inventory, accept, evidence);
  const { networks } = networkViews(inventory, names);
  const unknown = names.some((host) => dockerOf(inventory, host).kind === 'unknown');
  return {
    fleet: spec.fleet,
    spec: text,
    specDigest: digest,
    swarmId: ourSwarm(spec, inventory)?.id ?? null,
    state: stateOf({ working: operation !== undefined, unknown, differs: differs(plan) }),
    differences: plan.steps.map(title),
    findings: plan.findings.map(findingView),
    hosts: names.map((host) => hostView(inventory, host, spec.fleet, sessionOf(host))),
    networks: networks.filter(({ ingress, driver }) => driver === 'overlay' && !ingress).length,
    operation: operation?.id ?? null,
  };
}

/** A plan that is blocked has no steps, and still there is something to do. */
const differs = (plan: Plan): boolean => plan.steps.length > 0 || plan.findings.some(isBlocker);

/** A host that could not be asked makes the whole unknown: what is seen of the others is no proof. */
function stateOf(seen: {
  working: boolean;
  unknown: boolean;
  differs: boolean;
}): FleetStatus['state'] {
  if (seen.working) return 'working';
  if (seen.unknown) return 'unknown';
  return seen.differs ? 'differs' : 'ready';
}
