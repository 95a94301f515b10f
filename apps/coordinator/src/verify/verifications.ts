import type { VerificationView } from '@muster/api';
import { belongingOf, networksOf, type Inventory, type NetworkFact } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { ourSwarm, type Verified } from '@muster/plan';
import type { Logger } from '@muster/runtime';
import type { FleetSpec } from '@muster/spec';
import type { SessionHub } from '../agents/session-hub.js';
import type { VerificationStore } from '../store/verifications.js';
import { reportOf } from './report.js';
import {
  assertVerifiable,
  runVerification,
  type Patience,
  type VerificationOrder,
  type VerificationRun,
} from './run-verification.js';

export type VerificationsDeps = {
  readonly hub: Pick<SessionHub, 'session' | 'dispatch' | 'events'>;
  readonly store: VerificationStore;
  readonly log: Logger;
};

export type VerifyOrder = {
  readonly spec: FleetSpec;
  readonly name: string;
  readonly operationId: string;
  /** As just seen. */
  readonly inventory: Inventory;
};

export type VerifyContext = {
  readonly signal: AbortSignal;
  readonly progress: (message: string) => void;
};

/**
 * At the last look, longer than gossip needs that got lost on its way: Engines send each other what is missing every 30 s.
 */
const patience: Readonly<Record<'first' | 'last', Patience>> = {
  first: { namePatienceMs: 3_000, answerPatienceMs: 3_000 },
  last: { namePatienceMs: 35_000, answerPatienceMs: 15_000 },
};
/** How long a host may take to clear away what is left. Milliseconds. */
const sweepMs = 20_000;

/** Verifies networks and keeps what was found. */
export class Verifications {
  /** Ids under which agents know those that run now. */
  readonly #running = new Set<string>();

  constructor(private readonly deps: VerificationsDeps) {
    // Whoever comes may have been in the middle of a verification when its agent, or this coordinator, was killed.
    deps.hub.events.on('connected', ({ host }) => void this.#sweep(host));
  }

  /** What is known of the fleet's networks, for its plans. */
  verified(fleet: string): Promise<Verified> {
    return this.deps.store.verified(fleet);
  }

  /**
   * Looks, judges and keeps what was found. What fails is looked at once more: gossip of a swarm that has just grown may be
   * on its way; so is a host that was asked and said nothing, since it may just have been busy.
   * @throws precondition when there is no such network; whatever keeps the manager from starting tasks.
   */
  async verify(order: VerifyOrder, ctx: VerifyContext): Promise<VerificationView> {
    const { spec, operationId } = order;
    const network = this.#networkOf(order);
    for (let isLast = false; ; isLast = true) {
      const startedAt = new Date().toISOString();
      const how = { ...order, patience: isLast ? patience.last : patience.first };
      const run = await this.#run(network, how, ctx);
      const finishedAt = new Date().toISOString();
      const { summary, report } = reportOf(run, network, { operationId, startedAt, finishedAt });
      if ((report.verdict === 'fail' || run.isPatchy) && !isLast) {
        ctx.progress('not everything passes: looking once more');
        continue;
      }
      await this.deps.store.save(spec.fleet, summary, report);
      return report;
    }
  }

  /** An agent that cannot do it now does it by itself when the time of a verification is over. */
  async #sweep(host: string): Promise<void> {
    const args = { keep: [...this.#running] };
    const options = { timeoutMs: sweepMs, signal: new AbortController().signal };
    try {
      await this.deps.hub.dispatch(host, { kind: 'sweepVerifications', args }, options);
    } catch (thrown) {
      const { message } = FleetError.from(thrown);
      this.deps.log.debug({ host, reason: message }, 'nothing was swept');
    }
  }

  #networkOf({ spec, name, inventory }: VerifyOrder): NetworkFact {
    const ours = ourSwarm(spec, inventory);
    const network =
      ours &&
      networksOf(inventory, ours.seenBy).find((it) => it.name === name && it.scope === 'swarm');
    if (network === undefined) {
      throw new FleetError(
        'precondition',
        `the swarm of fleet ${spec.fleet} has no network ${name}`,
      );
    }
    assertVerifiable(network);
    return network;
  }

  async #run(
    network: NetworkFact,
    { spec, inventory, patience }: VerifyOrder & Pick<VerificationOrder, 'patience'>,
    ctx: VerifyContext,
  ): Promise<VerificationRun> {
    const ours = ourSwarm(spec, inventory);
    if (ours === undefined) throw new FleetError('unavailable', 'the swarm cannot be seen now');
    const run = await runVerification(
      { network, spec, inventory, swarmId: ours.id, patience },
      {
        ...{ hub: this.deps.hub, running: this.#running, ...ctx },
        managers: managersOf(spec, inventory, ours.seenBy),
        dataPathPort: ours.facts.dataPathPort,
      },
    );
    if (run.remains.length > 0) {
      const { log } = this.deps;
      log.warn({ network: network.name, remains: run.remains }, 'left for the agents to sweep');
    }
    return run;
  }
}

/** Managers that are connected: that which saw the swarm last first. */
function managersOf(spec: FleetSpec, inventory: Inventory, first: string): readonly string[] {
  const others = spec.hosts.flatMap(({ name }) => {
    const belonging = belongingOf(inventory, name);
    return belonging.kind === 'in' && belonging.member.role === 'manager' ? [name] : [];
  });
  return [first, ...others.filter((name) => name !== first)];
}
