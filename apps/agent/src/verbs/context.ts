import type { Engine } from '@muster/docker';
import type { HostFacts, NetworkFact } from '@muster/inventory';
import type { CommandArgs, CommandKind, Outcome } from '@muster/protocol';
import { sleep } from '@muster/runtime';
import type { MachineProbe } from '../host/index.js';
import type { OverlayCheck } from '../overlay/overlay-check.js';
import type { PortCheck } from '../witness/index.js';

/** What a verb works with. */
export type VerbContext = {
  readonly engine: Engine;
  readonly machine: MachineProbe;
  /** Aborts when the command is cancelled, or with a TimeoutError when its time is over. */
  readonly signal: AbortSignal;
  /** Restarts dockerd and resolves when it answers again; absent unless the host's administrator said how. */
  readonly restartEngine?: (signal: AbortSignal) => Promise<void>;
  /** This host's part in port mesh checks; absent where it takes none. */
  readonly portCheck?: PortCheck;
  /** This host's part in verifications of networks; absent where it takes none. */
  readonly overlayCheck?: OverlayCheck;
  /** Looks at the host in turn with what is reported by itself; a look of its own when absent. */
  readonly look?: (signal: AbortSignal) => Promise<HostFacts>;
  /** Tells what became of these networks, by Docker's ids, before the verb is answered; absent where nobody is told. */
  readonly networksChanged?: (ids: readonly string[], signal: AbortSignal) => Promise<void>;
  /** Tells of a network that the verb just made, before it is answered; absent where nobody is told. */
  readonly networkMade?: (network: NetworkFact) => Promise<void>;
  /** The system's when absent. */
  readonly clock?: Clock;
  /** Told about what a verb does on its way, such as trying the next manager. Never given secrets. */
  readonly log?: (message: string) => void;
};

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws FleetError deadline or cancelled as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep };

export const clockOf = (ctx: VerbContext): Clock => ctx.clock ?? systemClock;

export type Verb<K extends CommandKind> = (
  args: CommandArgs[K],
  ctx: VerbContext,
) => Promise<Outcome<K>>;

export const unchanged = { changed: false, value: undefined } as const;
export const changed = { changed: true, value: undefined } as const;
