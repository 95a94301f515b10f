import type { ContainerFact, Unknown } from '@muster/inventory';
import type { TaskReport, WireCount } from '@muster/probe';
import type {
  CommandArgs,
  ProbeProgram,
  VerificationPrepared,
  VerificationReport,
} from '@muster/protocol';
import { FleetError } from '@muster/kernel';
import type { VerbContext } from '../verbs/context.js';
import { isEarly, soonerThan, until } from '../verbs/waiting.js';
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
    const { id, isRunning } = await taskOf(verificationId, ctx);
    if (!isRunning) throw new FleetError('precondition', 'its task has ended');
    // A container runs a moment before its program hears anything.
    await this.#look(id, ctx, 'has not begun yet', ({ isStarted }) => isStarted);
    await ctx.engine.signalContainer({ id, name: 'SIGUSR2' }, ctx.signal);
    await this.#look(id, ctx, 'has not sent everything yet', ({ isDone }) => isDone);
  }

  /**
   * A new report, not one that was asked for before others had sent. With that, the task ends by itself: one that the swarm
   * has to end waits 2 s for gossip first (moby daemon/cluster/executor/container/controller.go). Asked again, it reads what
   * the task had said.
   */
  async collect(
    { verificationId }: CommandArgs['collectVerification'],
    ctx: VerbContext,
  ): Promise<VerificationReport> {
    const task = await this.#lastReport(verificationId, ctx);
    return { task, wire: await this.#wireOf(verificationId, ctx.signal) };
  }

  async #lastReport(verificationId: string, ctx: VerbContext): Promise<TaskReport> {
    const { id, isRunning } = await taskOf(verificationId, ctx);
    const { reports } = readOutput(await ctx.engine.containerOutput(id, ctx.signal));
    const [said] = reports.slice(1);
    if (!isRunning && said !== undefined) return said;
    await ctx.engine.signalContainer({ id, name: 'SIGUSR2' }, ctx.signal);
    const isNew = (output: TaskOutput) => output.reports.length > reports.length;
    const output = await this.#look(id, ctx, 'has not reported yet', isNew);
    await endTasks(verificationId, ctx);
    const [task] = output.reports.slice(-1);
    if (task === undefined) throw new FleetError('internal', 'the task reported nothing');
    return task;
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
    await until(ctx, {
      firstMs: 100,
      longestMs: 300,
      pending: () => 'the container of the verification is still there',
      look: async () => ((await containersOf(verificationId, ctx)).length === 0 ? true : undefined),
    });
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

  #look(
    id: string,
    ctx: VerbContext,
    pending: string,
    isThere: (output: TaskOutput) => boolean,
  ): Promise<TaskOutput> {
    return until(ctx, {
      firstMs: 60,
      longestMs: 200,
      pending: () => `the task ${pending}`,
      look: async () => {
        const output = readOutput(await ctx.engine.containerOutput(id, ctx.signal));
        if (isThere(output)) return output;
        const all = await ctx.engine.containers({ label: verificationLabel }, ctx.signal);
        if (all.some((container) => container.id === id && container.isRunning)) return undefined;
        throw new FleetError('precondition', 'its task has ended');
      },
    });
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

/** That with the virtual address too, if it is here: nobody asks it any more. */
async function endTasks(verificationId: string, ctx: VerbContext): Promise<void> {
  const running = async () =>
    (await containersOf(verificationId, ctx)).filter(({ isRunning }) => isRunning);
  for (const { id } of await running())
    await ctx.engine.signalContainer({ id, name: 'SIGTERM' }, ctx.signal);
  try {
    await soonerThan(endMs, ctx, (shorter) =>
      until(shorter, {
        firstMs: 60,
        longestMs: 120,
        pending: () => 'the task has not ended yet',
        look: async () => ((await running()).length === 0 ? true : undefined),
      }),
    );
  } catch (error) {
    // Then the swarm ends it, which takes longer.
    if (!isEarly(error, ctx)) throw error;
  }
}

/** Its container. @throws precondition when there is none. */
async function taskOf(verificationId: string, ctx: VerbContext): Promise<ContainerFact> {
  const tasks = (await containersOf(verificationId, ctx)).filter(
    ({ labels }) => labels[roleLabel] === 'probe',
  );
  const task = tasks.find(({ isRunning }) => isRunning) ?? tasks[0];
  if (task !== undefined) return task;
  throw new FleetError('precondition', 'no task of the verification is here');
}

const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });
