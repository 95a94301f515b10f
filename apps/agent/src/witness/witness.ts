import { randomBytes } from 'node:crypto';
import { FleetError } from '@muster/kernel';
import type { Collected, OpenOrder, SizeTally } from '@muster/probe';
import type { CommandArgs } from '@muster/protocol';
import { sleep } from '@muster/runtime';
import { countsOf, leftUnbroken } from './table/counts.js';
import { NftProcess } from './table/nft-process.js';
import { lastChain, rulesetFor } from './table/ruleset.js';
import { arrivedIn, type Counted, countedIn, sizesIn } from './table/tallies.js';
import type { Watched } from './table/watched.js';
import { explain } from './trace/rules.js';
import { TraceMonitor } from './trace/monitor.js';
import { stopsIn } from './trace/stops.js';

export type WitnessOrder = OpenOrder & { readonly nonce: string };

/** What should have arrived, and how long what has not is waited for. Milliseconds. */
type Awaited = Pick<CommandArgs['collectWitness'], 'expected' | 'patienceMs'>;

/** Between two looks, each of which may be twice as far from the last one. Milliseconds. */
const shortestPauseMs = 20;

/** A table of the packet filter that sees the probes of one check, and everything that goes with it. */
export class Witness {
  private constructor(
    private readonly order: WitnessOrder,
    private readonly watched: Watched,
    private readonly table: string,
    private readonly nft: NftProcess,
    private readonly monitor: TraceMonitor | undefined,
  ) {}

  /**
   * Resolves when it sees every packet from now on.
   *
   * @param listeners TCP port → where the agent listens for it.
   * @throws unsupported with the reason why this host can have none; deadline; cancelled.
   */
  static async open(
    order: WitnessOrder,
    listeners: ReadonlyMap<number, number>,
    signal: AbortSignal,
  ): Promise<Witness> {
    const table = tableName(order.nonce);
    const watched = { ...order, listeners, sentinel: `f${randomHex(8).slice(1)}` };
    const nft = new NftProcess();
    try {
      await nft.make(table, rulesetFor(table, watched), lastChain, signal);
      return new Witness(order, watched, table, nft, await monitorFor(watched, signal));
    } catch (error) {
      await nft.close();
      throw error;
    }
  }

  /** What it saw until now; while that is less than expected, it waits for more. */
  async collect({ expected, patienceMs }: Awaited, signal: AbortSignal): Promise<Collected> {
    const over = performance.now() + patienceMs;
    for (let pauseMs = shortestPauseMs; ; pauseMs *= 2) {
      const isOver = performance.now() >= over;
      const counted = await this.#counted(signal);
      if (isOver || arrivedIn(counted) >= expected) {
        const { arrivalsOnly } = this.order;
        return { ...counted, stoppedBy: await this.#stoppedBy(signal), arrivalsOnly };
      }
      await sleep(Math.min(pauseMs, Math.max(0, over - performance.now())), signal);
    }
  }

  async #counted(signal: AbortSignal): Promise<Counted> {
    const names = countsOf(this.watched).map(({ set }) => set);
    return countedIn(await this.nft.sets(this.table, names, signal), {
      index: this.order.index,
      listeners: this.watched.listeners,
    });
  }

  /** Sizes that left with DF set, the largest for each peer; undefined where nothing is counted that leaves. */
  async sizesSent(signal: AbortSignal): Promise<readonly SizeTally[] | undefined> {
    if (this.order.arrivalsOnly) return undefined;
    const objects = await this.nft.sets(this.table, [leftUnbroken.set], signal);
    return sizesIn(objects, 'left', this.order.index);
  }

  /** Resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.monitor?.close();
    await this.nft.close();
  }

  /** Where the trace cannot be read, which rule it was stays unknown: the counts say enough for a verdict. */
  async #stoppedBy(signal: AbortSignal): Promise<Collected['stoppedBy']> {
    if (this.monitor === undefined) return [];
    try {
      const { nonce, index, trace: peers } = this.order;
      const text = await this.monitor.text(signal);
      return await explain(stopsIn(text, { table: this.table, nonce, index, peers }));
    } catch (error) {
      if (signal.aborted) throw error;
      return [];
    }
  }
}

/** Undefined when nothing is to be traced, or cannot be. */
async function monitorFor(
  { trace, sentinel, address }: Watched,
  signal: AbortSignal,
): Promise<TraceMonitor | undefined> {
  if (trace.length === 0) return undefined;
  const monitor = new TraceMonitor(sentinel, address);
  try {
    await monitor.ready(signal);
    return monitor;
  } catch (error) {
    monitor.close();
    if (signal.aborted) throw FleetError.from(error, 'open the witness');
    return undefined;
  }
}

/** Unique even where one check opens a second witness while its first is closing. */
const tableName = (nonce: string): string => `muster_${nonce}_${randomHex(2)}`;

const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');
