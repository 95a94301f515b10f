import type { CommandArgs } from '@muster/protocol';
import type { VerbContext } from '../verbs/context.js';
import type { OverlayCheck, OverlayCheckOptions } from './overlay-check.js';
import { removeServices, startServices, watchServices } from './services.js';
import { sweep, sweepBut } from './sweep.js';
import { Verifications } from './verifications.js';

/** How long one sweep may take, and when the next one comes while something is left. Milliseconds. */
const sweepMs = 20_000;
const sweepAgainMs = 5_000;

/** One host's part in verifications, with what outlives a command: the watches on the wire, and the sweeping. */
export class HostOverlayCheck implements OverlayCheck {
  readonly #verifications: Verifications;
  readonly #closed = new AbortController();
  #sweeping: { readonly timer: NodeJS.Timeout; readonly dueAt: number } | undefined;

  constructor(private readonly options: OverlayCheckOptions) {
    const { image, program } = options;
    const onExpired = () => {
      this.sweep();
    };
    this.#verifications = new Verifications({
      ...(image !== undefined && { image }),
      ...(program !== undefined && { program }),
      onExpired,
    });
  }

  prepare(order: CommandArgs['prepareVerification'], ctx: VerbContext) {
    return this.#verifications.prepare(order, ctx);
  }

  start(order: CommandArgs['startVerification'], ctx: VerbContext) {
    // Whatever becomes of the coordinator, and of this agent before the end: services are seen to by sweeping.
    this.#sweepLater(order.lifetimeMs);
    return startServices(order, ctx);
  }

  watch(order: CommandArgs['watchVerification'], ctx: VerbContext) {
    return watchServices(order, ctx);
  }

  await(order: CommandArgs['awaitVerification'], ctx: VerbContext) {
    return this.#verifications.await(order, ctx);
  }

  collect(order: CommandArgs['collectVerification'], ctx: VerbContext) {
    return this.#verifications.collect(order, ctx);
  }

  end({ keep }: CommandArgs['endVerification'], ctx: VerbContext) {
    return removeServices(keep, ctx);
  }

  async clear(order: CommandArgs['clearVerification'], ctx: VerbContext) {
    try {
      return await this.#verifications.clear(order, ctx);
    } catch (error) {
      this.#sweepLater(sweepAgainMs);
      throw error;
    }
  }

  async sweepBut({ keep }: CommandArgs['sweepVerifications'], ctx: VerbContext) {
    await this.#verifications.forgetBut(keep);
    const { isChanged, isLeft } = await sweepBut(keep, ctx);
    if (isLeft) this.#sweepLater(sweepAgainMs);
    return isChanged;
  }

  sweep(): void {
    this.#sweepLater(0);
  }

  async close(): Promise<void> {
    this.#closed.abort();
    clearTimeout(this.#sweeping?.timer);
    await this.#verifications.close();
  }

  /** Or sooner, if that is due already: a sweep that finds something left for later comes again. */
  #sweepLater(ms: number): void {
    const dueAt = performance.now() + ms;
    if (this.#closed.signal.aborted || (this.#sweeping?.dueAt ?? Infinity) <= dueAt) return;
    clearTimeout(this.#sweeping?.timer);
    this.#sweeping = { timer: setTimeout(() => void this.#sweep(), ms).unref(), dueAt };
  }

  async #sweep(): Promise<void> {
    this.#sweeping = undefined;
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(sweepMs)]);
    try {
      const isLeft = await sweep(this.#verifications.active, this.options.contextFor(signal));
      if (isLeft) this.#sweepLater(sweepAgainMs);
    } catch {
      // The Engine is away, or has no leader: what is left there is still there later.
      this.#sweepLater(sweepAgainMs);
    }
  }
}
