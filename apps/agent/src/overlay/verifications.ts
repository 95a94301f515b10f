import type { ContainerFact, Unknown } from '@muster/inventory';
import type { WireCount } from '@muster/probe';
import type {
  CommandArgs,
  ProbeProgram,
  VerificationPrepared,
  VerificationReport,
} from '@muster/protocol';
import { FleetError } from '@muster/kernel';
import type { VerbContext } from '../verbs/context.js';
import { inTime, isEarly, soonerThan } from '../verbs/waiting.js';
import { WireWatch } from '../witness/wire/wire-watch.js';
import { imageOf, roleLabel, verificationLabel } from './names.js';
import { ownProgram } from './program.js';
import { removeImage } from './sweep.js';
import { readOutput, type TaskOutput } from './task-output.js';

/** A task ends at once when it is told to. Milliseconds. */
const endMs = 2_000;

type Prepare = CommandArgs['prepareVerification'];

type Active = {
  readonly wire: WireWatch | Unknown;
  readonly timer: NodeJS.Timeout;
};

export type VerificationsOptions = {
  /** Reference of the image that this agent runs from, when it runs as a container. */
  readonly image?: string;
  readonly program?: ProbeProgram;
  /** Called when the time of a verification is over that nobody has cleared. */
  readonly onExpired: () => void;
};

/** The verifications that this host takes part in now. */
export class Verifications {
  readonly #active = new Map<string, Active>();

  constructor(private readonly options: VerificationsOptions) {}

  /** Ids of those whose things are not to be swept away. */
  get active(): readonly string[] {
    return [...this.#active.keys()];
  }

  /** An image for the task, and a watch on the wire. Asked again, it goes on watching with the same. */
  async prepare(order: Prepare, ctx: VerbContext): Promise<VerificationPrepared> {
    const { verificationId } = order;
    const { image } = this.options;
    const program = this.options.program ?? ownProgram(image !== undefined);
    const known = this.#active.get(verificationId);
    const wire = known?.wire ?? (await watchWire(order, ctx.signal));
    if (known === undefined) this.#begin(order, wire);
    const reference = imageOf(verificationId);
    await (image === undefined
      ? ctx.engine.importEmptyImage(
          { reference, labels: { [verificationLabel]: verificationId } },
          ctx.signal,
        )
      : ctx.engine.tagImage({ image, reference }, ctx.signal));
    return { program, ...('kind' in wire && { wireMissing: wire.reason }) };
  }

  /** @throws precondition when the task has ended, with its last words; deadline when it does not come to an end. */
  async await(
    { verificationId }: CommandArgs['awaitVerification'],
    ctx: VerbContext,
  ): Promise<void> {
    const { id, isRunning } = probeAmong(await containersOf(verificationId, ctx));
    if (!isRunning) throw ended();
    let isTold = false;
    const isDone = async (output: TaskOutput) => {
      // A container runs a moment before its program hears anything.
      if (output.isStarted && !isTold)
        await ctx.engine.signalContainer({ id, name: 'SIGUSR2' }, ctx.signal);
      isTold ||= output.isStarted;
      return output.isDone || undefined;
    };
    const pending = () => (isTold ? 'has not sent everything yet' : 'has not begun yet');
    await outputUntil(isDone, pending, id, ctx);
  }

  /**
   * What the task has seen, which it says when it is told to end: one that the swarm has to end waits 2 s for gossip first
   * (moby daemon/cluster/executor/container/controller.go). Asked again, it reads what the task had said.
   */
  async collect(
    { verificationId }: CommandArgs['collectVerification'],
    ctx: VerbContext,
  ): Promise<VerificationReport> {
    const containers = await containersOf(verificationId, ctx);
    const { id } = probeAmong(containers);
    // That with the virtual address too, if it is here: nobody asks it any more.
    for (const running of containers.filter(({ isRunning }) => isRunning))
      await ctx.engine.signalContainer({ id: running.id, name: 'SIGTERM' }, ctx.signal);
    const report = await outputUntil(
      ({ report: told }) => told,
      () => 'has not reported yet',
      id,
      ctx,
    );
    await untilEnded(id, ctx);
    return { task: report, wire: await this.#wireOf(verificationId, ctx.signal) };
  }

  /** @throws deadline naming what is still there. */
  async clear(
    { verificationId }: CommandArgs['clearVerification'],
    ctx: VerbContext,
  ): Promise<boolean> {
    const known = this.#active.get(verificationId);
    if (known !== undefined && !('kind' in known.wire)) await known.wire.close();
    // From now on it is left to sweeping, if this does not come to its end.
    this.#forget(verificationId);
    await untilRemoved(verificationId, ctx);
    return removeImage(imageOf(verificationId), ctx);
  }

  /** Those of nobody. Resolves when nothing watches for them any more. */
  async forgetBut(keep: readonly string[]): Promise<void> {
    for (const [id, { wire }] of this.#active) {
      if (keep.includes(id)) continue;
      this.#forget(id);
      if (!('kind' in wire)) await wire.close();
    }
  }

  /** Resolves when no watch is left; what an Engine has is left to the next sweep. */
  async close(): Promise<void> {
    await this.forgetBut([]);
  }

  #begin({ verificationId, lifetimeMs }: Prepare, wire: Active['wire']): void {
    const timer = setTimeout(() => {
      const expired = this.#active.get(verificationId);
      if (expired !== undefined && !('kind' in expired.wire)) void expired.wire.close();
      this.#forget(verificationId);
      this.options.onExpired();
    }, lifetimeMs).unref();
    this.#active.set(verificationId, { wire, timer });
  }

  #forget(verificationId: string): void {
    clearTimeout(this.#active.get(verificationId)?.timer);
    this.#active.delete(verificationId);
  }

  async #wireOf(
    verificationId: string,
    signal: AbortSignal,
  ): Promise<readonly WireCount[] | Unknown> {
    const wire = this.#active.get(verificationId)?.wire;
    if (wire === undefined) return unknown('the agent was restarted in the middle of it');
    if ('kind' in wire) return wire;
    try {
      return await wire.counts(signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return unknown(FleetError.from(error).message);
    }
  }
}

async function watchWire(order: Prepare, signal: AbortSignal): Promise<WireWatch | Unknown> {
  try {
    return await WireWatch.open(order.verificationId, order, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return unknown(FleetError.from(error).message);
  }
}

async function containersOf(verificationId: string, ctx: VerbContext) {
  return ctx.engine.containers({ label: `${verificationLabel}=${verificationId}` }, ctx.signal);
}

/** What is found in all that the task has written, as soon as it is there. @throws precondition when it ends before; deadline. */
async function outputUntil<T>(
  read: (output: TaskOutput) => T | undefined | Promise<T | undefined>,
  pending: () => string,
  id: string,
  ctx: VerbContext,
): Promise<T> {
  return inTime(
    ctx,
    () => `the task ${pending()}`,
    async () => {
      for await (const text of ctx.engine.followOutput(id, ctx.signal)) {
        const found = await read(readOutput(text));
        if (found !== undefined) return found;
      }
      throw ended();
    },
  );
}

const ended = (): FleetError => new FleetError('precondition', 'its task has ended');

/** @throws precondition when there is none. */
function probeAmong(containers: readonly ContainerFact[]): ContainerFact {
  const tasks = containers.filter(({ labels }) => labels[roleLabel] === 'probe');
  const task = tasks.find(({ isRunning }) => isRunning) ?? tasks[0];
  if (task !== undefined) return task;
  throw new FleetError('precondition', 'no task of the verification is here');
}

/**
 * Or until it takes too long: then the swarm ends it. For one that still runs when its service goes, the swarm waits for gossip
 * twice: clearing away took 7 s instead of 3.
 */
async function untilEnded(id: string, ctx: VerbContext): Promise<void> {
  try {
    await soonerThan(endMs, ctx, ({ signal }) =>
      ctx.engine.awaitContainer({ id, condition: 'not-running' }, signal),
    );
  } catch (error) {
    if (!isEarly(error, ctx)) throw error;
  }
}

/**
 * By the swarm, once their services are gone. It waits 2 s for gossip first, and takes the network off the host before the
 * container: who removed the container sooner would leave a host that loses the network a moment later, in use or not.
 * @throws deadline when one is still there.
 */
async function untilRemoved(verificationId: string, ctx: VerbContext): Promise<void> {
  const pending = () => 'the container of the verification is still there';
  for (;;) {
    const [left] = await containersOf(verificationId, ctx);
    if (left === undefined) return;
    await inTime(ctx, pending, () =>
      ctx.engine.awaitContainer({ id: left.id, condition: 'removed' }, ctx.signal),
    );
  }
}

const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });
