import { EventEmitter, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { type HostRecord, knownDocker, type RowChange, rowChanges } from '@muster/inventory';
import { Turns } from '../turns.js';

/** As the keeper tells it: one host's record became another. */
export type RecordChange = {
  readonly revision: number;
  readonly host: string;
  readonly before?: HostRecord;
  readonly after: HostRecord;
};

/** What is different on one host. */
export type Change = {
  /** Of the inventory that has it. */
  readonly revision: number;
  /** RFC 3339. */
  readonly at: string;
  readonly host: string;
  /** null = too many to tell one by one, or the host was not known: read it whole. */
  readonly rows: readonly RowChange[] | null;
};

export type Told =
  | { readonly kind: 'change'; readonly change: Change }
  /** Changes were missed: whatever was read before is outdated. */
  | { readonly kind: 'resync'; readonly revision: number };

export type FeedBounds = {
  /** Changes that are kept for readers, and rows in them altogether. */
  readonly changes: number;
  readonly rows: number;
  /** Rows of one change. */
  readonly rowsEach: number;
};

export const usualBounds: FeedBounds = { changes: 4_096, rows: 100_000, rowsEach: 2_000 };

type Pending = { readonly before: HostRecord | undefined; after: HostRecord; revision: number };

/**
 * Says what is different, row by row, whenever the inventory has changed. The last changes are kept, and every reader reads
 * them at its own pace: a slow one costs no memory, and when what it has not read is gone it is told so.
 */
export class ChangeFeed {
  readonly events = new EventEmitter<{ change: [change: Change] }>();
  readonly #pending = new Map<string, Pending>();
  /** The last record of each host in which the Engine could be asked. */
  readonly #known = new Map<string, HostRecord>();
  #kept: Change[] = [];
  #rows = 0;
  /** Changes up to this one are not kept any more. */
  #forgotten = 0;
  /** Of the last change that was told. */
  #revision = 0;
  /** Of the newest inventory that was seen. */
  #seen = 0;
  #working: Promise<void> | undefined;

  constructor(private readonly bounds: FeedBounds = usualBounds) {
    this.events.setMaxListeners(0);
  }

  /** Changes of one host that come while it is worked on become one. */
  take({ host, before, after, revision }: RecordChange): void {
    this.#seen = Math.max(this.#seen, revision);
    const pending = this.#pending.get(host);
    if (pending === undefined) this.#pending.set(host, { before, after, revision });
    else Object.assign(pending, { after, revision });
    this.#working ??= this.#work();
  }

  /** Resolves when everything that was taken is told. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** No change has a later one yet. */
  get revision(): number {
    return Math.max(this.#seen, this.#revision);
  }

  /** Changes after this revision, and those to come, until the signal aborts. */
  async *follow(since: number, signal: AbortSignal): AsyncGenerator<Told> {
    let at = since;
    while (!signal.aborted) {
      const round = new AbortController();
      const news = this.#next(AbortSignal.any([signal, round.signal]));
      try {
        if (at < this.#forgotten || at > this.revision) {
          at = this.revision;
          yield { kind: 'resync', revision: at };
          continue;
        }
        const change = this.#after(at);
        if (change === undefined) await news;
        else {
          at = change.revision;
          yield { kind: 'change', change };
        }
      } finally {
        round.abort();
      }
    }
  }

  #after(revision: number): Change | undefined {
    let [low, high] = [0, this.#kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#kept[middle]?.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#kept[low];
  }

  async #next(signal: AbortSignal): Promise<void> {
    try {
      await once(this.events, 'change', { signal });
    } catch {
      // Aborted: nobody waits any more.
    }
  }

  async #work(): Promise<void> {
    const turns = new Turns(new AbortController().signal);
    // What comes in one go is taken together, and whoever waited for it is answered first.
    await turn();
    for (;;) {
      const [first] = this.#pending;
      if (first === undefined) break;
      this.#pending.delete(first[0]);
      this.#tell(first[0], first[1]);
      await turns.next();
    }
    this.#working = undefined;
  }

  #tell(host: string, { before, after, revision }: Pending): void {
    const known = this.#known.get(host) ?? before;
    if (knownDocker(after) !== undefined) this.#known.set(host, after);
    const rows = this.#rowsOf(known, before, after);
    if (rows?.length === 0) return;
    // Hosts are worked on in the order in which they changed first, so a later one may have the smaller number.
    this.#revision = Math.max(this.#revision + 1, revision);
    this.#keep({ revision: this.#revision, at: new Date().toISOString(), host, rows });
  }

  /** Rows are compared with those that were known last; the host itself with how it was just before. */
  #rowsOf(
    known: HostRecord | undefined,
    before: HostRecord | undefined,
    after: HostRecord,
  ): readonly RowChange[] | null {
    if (known?.facts === undefined || before === undefined) return null;
    if (knownDocker(known) === undefined && knownDocker(after) !== undefined) return null;
    const rows = rowChanges(known, after).filter(({ table }) => table !== 'hosts');
    const own = rowChanges(before, after).filter(({ table }) => table === 'hosts');
    const all = [...own, ...rows];
    return all.length > this.bounds.rowsEach ? null : all;
  }

  #keep(change: Change): void {
    this.#kept.push(change);
    this.#rows += change.rows?.length ?? 0;
    while (this.#kept.length > this.bounds.changes || this.#rows > this.bounds.rows) {
      const dropped = this.#kept.shift();
      if (dropped === undefined) break;
      this.#rows -= dropped.rows?.length ?? 0;
      this.#forgotten = dropped.revision;
    }
    this.events.emit('change', change);
  }
}
