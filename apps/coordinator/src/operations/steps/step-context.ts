import { type Inventory, membershipOf } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { VerificationView } from '@muster/api';
import type { CommandArgs, CommandKind, Outcome } from '@muster/protocol';
import { ourSwarm, type StepKind, type StepOf } from '@muster/plan';
import type { FleetSpec } from '@muster/spec';
import type { JoinTokens } from './join-tokens.js';

/** What a step's handler may use. Made anew for each wave; holds nothing that outlives it. */
export type StepContext = {
  readonly spec: FleetSpec;
  readonly signal: AbortSignal;
  /** Secrets of this wave, in memory only. */
  readonly tokens: JoinTokens;
  /** The newest inventory; no look is taken. */
  inventory(): Inventory;
  /** That which the step was planned upon. */
  readonly planned: Inventory;
  /** Has these hosts look again, unless their last look is younger than that. Milliseconds. */
  observe(hosts: readonly string[], maxAgeMs: number): Promise<Inventory>;
  /** Has the host's agent do something. @throws as SessionHub.dispatch. */
  dispatch<K extends CommandKind>(
    host: string,
    action: { kind: K; args: CommandArgs[K] },
    timeoutMs: number,
  ): Promise<Outcome<K>>;
  /** Verifies a network of the swarm, and keeps what was found. @throws as Verifications.verify. */
  verify(name: string, inventory: Inventory): Promise<VerificationView>;
  /** Tells the watchers what the step is waiting for. */
  progress(message: string): void;
};

/** @returns whether anything was changed. @throws FleetError. */
export type StepHandler<K extends StepKind> = (
  args: StepOf<K>['args'],
  ctx: StepContext,
) => Promise<{ readonly changed: boolean }>;

/** A manager of the fleet's swarm to ask or to tell. */
export type ManagerHost = {
  readonly host: string;
  /** Managers that answer their peers, the leader first. */
  readonly managers: readonly { readonly nodeId: string; readonly address: string }[];
};

/**
 * While no manager says anything, as one that many hosts join at once, the one that did when the step was planned: whether it
 * is there yet is learnt by asking it.
 * @throws precondition when the fleet has no swarm; unavailable when that cannot be seen now.
 */
export function aManager(ctx: StepContext): ManagerHost {
  const silent = silentManager(ctx);
  const planned = silent === undefined ? undefined : ourSwarm(ctx.spec, ctx.planned);
  const swarm = ourSwarm(ctx.spec, ctx.inventory()) ?? planned;
  if (swarm === undefined) throw noManager(ctx, silent);
  const managers = swarm.facts.nodes
    .flatMap(({ nodeId, manager }) => (manager?.reachable === true ? [{ nodeId, ...manager }] : []))
    .sort((a, b) => Number(b.leader) - Number(a.leader));
  return {
    host: swarm.seenBy,
    managers: managers.map(({ nodeId, address }) => ({ nodeId, address })),
  };
}

/** A manager of the spec that does not tell whether it is one, and why. */
function silentManager(ctx: StepContext): string | undefined {
  const inventory = ctx.inventory();
  return ctx.spec.hosts
    .filter(({ role }) => role === 'manager')
    .flatMap(({ name }) => {
      const membership = membershipOf(inventory, name);
      return membership.kind === 'unknown' ? [`${name}: ${membership.reason}`] : [];
    })[0];
}

/** A manager that is too busy to answer is no reason to give the step up. */
function noManager({ spec }: StepContext, silent: string | undefined): FleetError {
  return silent === undefined
    ? new FleetError(
        'precondition',
        `fleet ${spec.fleet} has no swarm that a connected manager sees: init or join first (muster up)`,
      )
    : new FleetError(
        'unavailable',
        `whether fleet ${spec.fleet} has a swarm cannot be seen now: ${silent}`,
      );
}

/** @throws precondition when the host is no member now. */
export function nodeIdOf(ctx: StepContext, host: string): string {
  const docker = ctx.inventory().hosts[host]?.facts?.docker;
  const membership = docker?.kind === 'known' ? docker.membership : undefined;
  if (membership?.kind === 'member') return membership.nodeId;
  throw new FleetError('precondition', `${host} is not a member of a swarm`);
}
