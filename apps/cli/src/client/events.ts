import type { IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import * as z from 'zod';
import { Stop } from '../stop.js';
import type { Address } from './address.js';
import { issuesOf, problemOf, unknownForm } from './answer.js';
import { route } from './coordinator.js';
import { parseEvent, type Stamped } from './event.js';
import { connectionFault, mayComeBack, silence } from './fault.js';
import { contentTypeOf, open, readAll, type Ask } from './http.js';
import { pause } from './pause.js';

export type Following = {
  readonly signal: AbortSignal;
  /** The connection broke; it is tried again for so many milliseconds. Called once until `onBack`. */
  readonly onLost: (why: Stop, patienceMs: number) => void;
  readonly onBack: () => void;
  readonly patienceMs?: number;
  readonly silenceMs?: number;
};

/** How long a coordinator may be away, as when it is restarted. */
const defaultPatienceMs = 60_000;
/** The coordinator sends a comment every 15 s. */
const defaultSilenceMs = 45_000;
const firstPauseMs = 200;
const longestPauseMs = 3_000;

/**
 * The operation's journal from its beginning to `operation.finished`, each event once. A broken connection is made anew
 * and resumes after the last event. Throws a Stop when the coordinator stays away or says no.
 */
export async function* follow(
  address: Address,
  operation: string,
  options: Following,
): AsyncGenerator<Stamped, void, undefined> {
  const patience = new Patience(options.patienceMs ?? defaultPatienceMs);
  let last = 0;
  for (;;) {
    try {
      for await (const item of connection(address, operation, last, options)) {
        if (patience.alive()) options.onBack();
        if (item === 'alive' || item.seq <= last) continue;
        last = item.seq;
        yield item;
        if (item.type === 'operation.finished') return;
      }
      throw connectionFault(address, new Error('the stream ended before the operation did'));
    } catch (thrown) {
      options.signal.throwIfAborted();
      if (!mayComeBack(thrown)) throw thrown;
      if (patience.failed()) options.onLost(thrown, patience.totalMs);
      if (patience.isOver()) throw gaveUp(operation, patience.totalMs, thrown);
      await pause(patience.nextPauseMs(), options.signal);
    }
  }
}

/** Counts from the first failure after the last sign of life. */
class Patience {
  #failures = 0;
  #since = 0;

  constructor(readonly totalMs: number) {}

  /** True when it was lost before. */
  alive(): boolean {
    const lost = this.#failures > 0;
    this.#failures = 0;
    return lost;
  }

  /** True for the first failure. */
  failed(): boolean {
    this.#failures += 1;
    if (this.#failures > 1) return false;
    this.#since = performance.now();
    return true;
  }

  isOver(): boolean {
    return performance.now() - this.#since >= this.totalMs;
  }

  /** Doubles; with jitter, so that many watchers do not come back at once. */
  nextPauseMs(): number {
    const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (this.#failures - 1));
    return full * (0.5 + Math.random() / 2);
  }
}

function gaveUp(operation: string, ms: number, cause: Stop): Stop {
  return Stop.failed(
    'coordinator-lost',
    `operation ${operation}: ${cause.message}; it did not come back within ${Math.round(ms / 1_000)} s`,
    [
      'Start the coordinator again: it takes up the operations that it was running.',
      `Then watch it: muster operations watch ${operation}`,
    ],
    { cause },
  );
}

/** One connection: events, and 'alive' for every comment. Ends when the server ends it. */
async function* connection(
  address: Address,
  operation: string,
  last: number,
  { signal, silenceMs = defaultSilenceMs }: Following,
): AsyncGenerator<Stamped | 'alive', void, undefined> {
  const path = route`/v1/operations/${operation}/events`;
  const resume: Record<string, string> = last > 0 ? { 'Last-Event-ID': String(last) } : {};
  const ask: Ask = { method: 'GET', path, headers: { Accept: 'text/event-stream', ...resume } };
  const quiet = new AbortController();
  const timer = setTimeout(() => quiet.abort(), silenceMs);
  try {
    const response = await open(address, ask, AbortSignal.any([signal, quiet.signal]));
    await expectStream(address, ask, response);
    yield* messages(address, operation, response, () => timer.refresh());
  } catch (thrown) {
    if (thrown instanceof Stop) throw thrown;
    if (quiet.signal.aborted) throw silence(address, `operation ${operation}`, silenceMs);
    throw connectionFault(address, thrown);
  } finally {
    clearTimeout(timer);
    // Whoever stops reading early leaves no connection behind.
    quiet.abort();
  }
}

async function expectStream(address: Address, ask: Ask, response: IncomingMessage): Promise<void> {
  const status = response.statusCode ?? 0;
  const contentType = contentTypeOf(response);
  if (status === 200 && contentType === 'text/event-stream') return;
  const answer = { status, contentType, body: await readAll(response) };
  throw Stop.answered(problemOf(address, ask, answer));
}

async function* messages(
  address: Address,
  operation: string,
  response: IncomingMessage,
  onBytes: () => void,
): AsyncGenerator<Stamped | 'alive', void, undefined> {
  const arrived: (string | undefined)[] = [];
  const parser = createParser({
    onEvent: ({ data }) => arrived.push(data),
    onComment: () => arrived.push(undefined),
    maxBufferSize: 16 * 1024 * 1024,
  });
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    onBytes();
    parser.feed(chunk);
    for (const data of arrived.splice(0))
      yield data === undefined ? 'alive' : known(address, operation, data);
  }
}

function known(address: Address, operation: string, data: string): Stamped {
  try {
    return parseEvent(data);
  } catch (thrown) {
    const seen = thrown instanceof z.ZodError ? issuesOf(thrown) : String(thrown);
    throw unknownForm(address, `events of operation ${operation}`, seen, thrown);
  }
}
