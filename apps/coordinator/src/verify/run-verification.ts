import type { Inventory, NetworkFact, Unknown } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { OverlayEvidence, OverlayHost } from '@muster/probe';
import type {
  CommandArgs,
  ProbeTask,
  VerificationPrepared,
  VerificationReport,
} from '@muster/protocol';
import type { FleetSpec } from '@muster/spec';
import { isUnknown } from '../checks/asker.js';
import { bulkBytesFor, type FanOutContext, FanOuts, type Prepared } from './fan-outs.js';
import { type Participant, type Participants, participantsOf } from './participants.js';

export type VerificationOrder = {
  readonly network: NetworkFact;
  readonly swarmId: string;
  readonly spec: FleetSpec;
  readonly inventory: Inventory;
  readonly patience: Patience;
};

/** How long, after all tasks run, a name may stay unknown, and then an address without answer. Milliseconds. */
export type Patience = Pick<
  CommandArgs['startVerification'],
  'namePatienceMs' | 'answerPatienceMs'
>;

export type VerificationRun = {
  readonly evidence: OverlayEvidence;
  readonly leftOut: Participants['leftOut'];
  /** From the order to start the tasks until all of them ran. Milliseconds. */
  readonly startMs: number;
  /** Whether a host that was asked said nothing. */
  readonly isPatchy: boolean;
  /** What could not be cleared away at once. */
  readonly remains: readonly string[];
};

export type RunContext = FanOutContext & { readonly progress: (message: string) => void };

/**
 * One look at a network by tasks on all hosts. A host that cannot take part is unknown, with the reason. However it ends,
 * what it made is cleared away. @throws what keeps the manager from starting tasks; cancelled.
 */
export async function runVerification(
  order: VerificationOrder,
  ctx: RunContext,
): Promise<VerificationRun> {
  const { spec, inventory, swarmId, network, patience } = order;
  const who = participantsOf(spec, inventory, swarmId);
  using fanOuts = new FanOuts(network, ctx);
  const { looked, remains } = await lookAndClear(fanOuts, who, { ...ctx, patience });
  return {
    evidence: {
      ...{ network: network.name, encrypted: network.encrypted },
      bulkBytes: bulkBytesFor(looked.started.length),
      hosts: [...who.taking.map((host, place) => seen(host, place, looked)), ...absentees(who)],
    },
    leftOut: who.leftOut,
    isPatchy: who.taking.some((host) => isUnknown(tellingOf(host, looked))),
    startMs: looked.startMs,
    remains,
  };
}

type LookContext = RunContext & Pick<VerificationOrder, 'patience'>;

async function lookAndClear(fanOuts: FanOuts, who: Participants, ctx: LookContext) {
  const clear = (): Promise<readonly string[]> => {
    ctx.progress('clearing away what the verification made');
    return fanOuts.end();
  };
  let looked: Looked;
  try {
    looked = await look(fanOuts, who, ctx);
  } catch (thrown) {
    await clear();
    throw thrown;
  }
  return { looked, remains: await clear() };
}

type Answers<T> = ReadonlyMap<string, T | Unknown>;

type Looked = {
  readonly prepared: Answers<VerificationPrepared>;
  /** Hosts that have a task, in the order of their indexes. */
  readonly started: readonly Prepared[];
  readonly tasks: readonly ProbeTask[];
  readonly awaited: Answers<undefined>;
  readonly reports: Answers<VerificationReport>;
  readonly startMs: number;
};

async function look(fanOuts: FanOuts, who: Participants, ctx: LookContext): Promise<Looked> {
  const { progress, patience } = ctx;
  const { taking, otherNodeIds } = who;
  progress(`preparing ${count(taking.length)}`);
  const prepared = await fanOuts.prepare(taking.map(({ name }) => name));
  const started = taking.flatMap((host) => {
    const answer = prepared.get(host.name);
    return answer === undefined || isUnknown(answer) ? [] : [{ host, program: answer.program }];
  });
  if (started.length === 0) return nobody(prepared);
  progress(`starting a task on ${count(started.length)}`);
  const ready = new Set(started.map(({ host }) => host.nodeId));
  const idle = taking.flatMap(({ nodeId }) => (ready.has(nodeId) ? [] : [nodeId]));
  const withVip = started.some(({ host }) => host.withoutIpvs === undefined);
  const begunAt = performance.now();
  const tasks = await fanOuts.start(started, {
    otherNodeIds: [...otherNodeIds, ...idle],
    withVip,
    ...patience,
  });
  const startMs = Math.round(performance.now() - begunAt);
  const running = started.filter(({ host }) => isRunning(tasks, host)).map(({ host }) => host.name);
  progress(`packets cross between ${count(running.length)}`);
  const awaited = await fanOuts.await(running);
  const reports = await fanOuts.collect(running.filter((host) => !isUnknown(awaited.get(host))));
  return { prepared, started, tasks, awaited, reports, startMs };
}

const nobody = (prepared: Answers<VerificationPrepared>): Looked => ({
  ...{ prepared, started: [], tasks: [], startMs: 0 },
  ...{ awaited: new Map(), reports: new Map() },
});

const isRunning = (tasks: readonly ProbeTask[], { nodeId }: Participant): boolean =>
  tasks.some((task) => task.nodeId === nodeId && task.running);

function seen(host: Participant, place: number, looked: Looked): OverlayHost {
  const { name, dataAddress, withoutIpvs } = host;
  const started = looked.started.findIndex((each) => each.host === host);
  const told = tellingOf(host, looked);
  const index = started >= 0 ? started + 1 : looked.started.length + 1 + place;
  return {
    ...{ name, index, dataAddress },
    ...(isUnknown(told) ? { task: told, wire: told } : told),
    ...(withoutIpvs !== undefined && { withoutIpvs }),
  };
}

/** What the host said last, or why it said nothing: the first question that had no answer tells it. */
function tellingOf(host: Participant, looked: Looked): VerificationReport | Unknown {
  const prepared = looked.prepared.get(host.name);
  if (isUnknown(prepared)) return prepared;
  if (!isRunning(looked.tasks, host)) return unknown(whyNotRunning(looked.tasks, host));
  const awaited = looked.awaited.get(host.name);
  if (isUnknown(awaited)) return awaited;
  return looked.reports.get(host.name) ?? unknown('it was not asked');
}

function whyNotRunning(tasks: readonly ProbeTask[], { nodeId }: Participant): string {
  const own = tasks.find((task) => task.nodeId === nodeId);
  return own === undefined
    ? 'the swarm gave it no task'
    : `its task could not start: ${own.detail}`;
}

const absentees = ({ absent, taking }: Participants): readonly OverlayHost[] =>
  absent.map(({ name, dataAddress, reason }, place) => ({
    ...{ name, dataAddress, index: 2 * taking.length + place + 1 },
    ...{ task: unknown(reason), wire: unknown(reason) },
  }));

const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });

const count = (hosts: number): string => (hosts === 1 ? '1 host' : `${String(hosts)} hosts`);

/** @throws conflict when the network is not as it must be to be verified. */
export function assertVerifiable({ name, driver, ingress }: NetworkFact): void {
  if (driver === 'overlay' && !ingress) return;
  throw new FleetError('conflict', `network ${name} is no overlay that a task can be put on`);
}
