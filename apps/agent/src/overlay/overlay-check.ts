import type {
  CommandArgs,
  ProbeProgram,
  ProbeTask,
  VerificationPrepared,
  VerificationReport,
} from '@muster/protocol';
import type { VerbContext } from '../verbs/context.js';

/** A host's part in verifications of networks: see proto/muster/agent/v1/verify.proto for what each guarantees. */
export interface OverlayCheck {
  prepare(
    order: CommandArgs['prepareVerification'],
    ctx: VerbContext,
  ): Promise<VerificationPrepared>;
  /** @returns whether it started anything. */
  start(order: CommandArgs['startVerification'], ctx: VerbContext): Promise<boolean>;
  watch(order: CommandArgs['watchVerification'], ctx: VerbContext): Promise<readonly ProbeTask[]>;
  await(order: CommandArgs['awaitVerification'], ctx: VerbContext): Promise<void>;
  collect(order: CommandArgs['collectVerification'], ctx: VerbContext): Promise<VerificationReport>;
  /** @returns whether there was anything to end. */
  end(order: CommandArgs['endVerification'], ctx: VerbContext): Promise<boolean>;
  /** @returns whether there was anything left. */
  clear(order: CommandArgs['clearVerification'], ctx: VerbContext): Promise<boolean>;
  /** @returns whether there was anything left of verifications but these. */
  sweepBut(order: CommandArgs['sweepVerifications'], ctx: VerbContext): Promise<boolean>;
  /** Clears away what an earlier life of this agent left, now and for as long as something is left. */
  sweep(): void;
  close(): Promise<void>;
}

export type OverlayCheckOptions = {
  /** Reference of the image that this agent runs from, when it runs as a container. */
  readonly image?: string;
  /** The program of tasks; found beside the agent when absent. */
  readonly program?: ProbeProgram;
  /** What a sweep works with. */
  readonly contextFor: (signal: AbortSignal) => VerbContext;
};

/** Everything that it needs is loaded when it is first asked. */
export function createOverlayCheck(options: OverlayCheckOptions): OverlayCheck {
  let loading: Promise<OverlayCheck> | undefined;
  const load = () =>
    (loading ??= import('./host-overlay-check.js').then(
      ({ HostOverlayCheck }) => new HostOverlayCheck(options),
    ));
  return {
    prepare: async (order, ctx) => (await load()).prepare(order, ctx),
    start: async (order, ctx) => (await load()).start(order, ctx),
    watch: async (order, ctx) => (await load()).watch(order, ctx),
    await: async (order, ctx) => (await load()).await(order, ctx),
    collect: async (order, ctx) => (await load()).collect(order, ctx),
    end: async (order, ctx) => (await load()).end(order, ctx),
    clear: async (order, ctx) => (await load()).clear(order, ctx),
    sweepBut: async (order, ctx) => (await load()).sweepBut(order, ctx),
    sweep: () => {
      void load().then((it) => it.sweep());
    },
    close: async () => {
      await (await loading)?.close();
    },
  };
}
