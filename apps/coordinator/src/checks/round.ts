import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Unknown } from '@muster/inventory';
import {
  type Collected,
  type Opened,
  packetsTo,
  type Round,
  type RoundEvidence,
} from '@muster/probe';
import type { ProbesSent } from '@muster/protocol';
import { Asker, type AskerDeps, isUnknown } from './asker.js';

/** What each of the three fan-outs may take at the slowest host. Milliseconds. */
const openMs = 10_000;
const sendMs = 20_000;
const collectMs = 10_000;
/** A witness that nobody collects, since its coordinator died, closes by itself. All of a round fits in. Milliseconds. */
const lifetimeMs = 60_000;
/** How long closing may hold up a check that was cancelled. Milliseconds. */
const closeMs = 5_000;
/**
 * For each udp and esp port of each edge, all from fresh source ports: with a loss of 30 %, all five are lost once in
 * 400 edges, which the second round asks again.
 */
const packets = 5;
/** How long what has left is waited for. The longest way on Earth takes half of it. Milliseconds. */
const patienceMs = 300;
/** After so many questions, others may use the event loop: encoding a thousand of them takes tenths of a second. */
const breathEvery = 32;

export type RoundContext = AskerDeps & {
  readonly signal: AbortSignal;
  readonly progress: (what: string) => void;
};

/**
 * One round over all its hosts: every witness is opened, then everybody sends, then all is collected. A host that cannot
 * be asked is unknown evidence with the reason, and nobody waits for it any longer. However it ends, the witnesses are
 * closed. @throws cancelled when the signal aborts.
 */
export async function runRound(round: Round, context: RoundContext): Promise<RoundEvidence> {
  const { signal, progress } = context;
  using asker = new Asker(context);
  const fanOuts = new FanOuts(round, asker, signal);
  const hosts = Object.keys(round.open);
  try {
    progress(`opening witnesses on ${count(hosts.length)}`);
    const opened = await fanOuts.open();
    progress(`sending probes from ${count(hosts.length)}`);
    const sent = await fanOuts.send(opened);
    progress(`collecting from ${count(hosts.length)}`);
    const collected = await fanOuts.collect(opened, sent);
    return Object.fromEntries(
      hosts.map((host) => [
        host,
        {
          opened: opened.get(host) ?? notAsked,
          sent: sent.get(host) ?? nothingSent,
          collected: collected.get(host) ?? notAsked,
        },
      ]),
    );
  } finally {
    await fanOuts.close();
  }
}

const notAsked: Unknown = { kind: 'unknown', reason: 'it was not asked' };
const nothingSent: ProbesSent = { probes: [], sizes: [] };

type Answers<T> = ReadonlyMap<string, T | Unknown>;

class FanOuts {
  readonly #witness = { checkId: randomUUID(), nonce: randomBytes(8).toString('hex') };
  /** Hosts on which the witness may be open. */
  readonly #open = new Set<string>();

  constructor(
    private readonly round: Round,
    private readonly asker: Asker,
    private readonly signal: AbortSignal,
  ) {}

  open(): Promise<Answers<Opened>> {
    return this.#all(this.round.open, (host, order) => {
      this.#open.add(host);
      const args = { ...this.#witness, ...order, lifetimeMs };
      return this.asker.ask(host, { kind: 'openWitness', args }, openMs, this.signal);
    });
  }

  /** Who could not open a witness is not asked again. */
  send(opened: Answers<Opened>): Promise<Answers<ProbesSent>> {
    return this.#all(this.round.send, (host, order) => {
      const why = opened.get(host);
      if (isUnknown(why)) return Promise.resolve(why);
      const args = { ...this.#witness, ...order, packets, atOnce: !this.round.isLast };
      return this.asker.ask(host, { kind: 'sendProbes', args }, sendMs, this.signal);
    });
  }

  /** Where all arrived that was sent, nobody waits; in a last round the senders have waited. */
  collect(opened: Answers<Opened>, sent: Answers<ProbesSent>): Promise<Answers<Collected>> {
    const expected = this.round.isLast ? undefined : packetsTo(this.round, sent);
    return this.#all(this.round.open, async (host) => {
      const why = opened.get(host);
      if (isUnknown(why)) return why;
      const seen = await this.#collectOne(host, expected?.get(host) ?? 0, collectMs, this.signal);
      if (!isUnknown(seen)) this.#open.delete(host);
      return seen;
    });
  }

  /** What may still be open: after a cancellation, and where an answer did not come in time. */
  async close(): Promise<void> {
    const signal = AbortSignal.timeout(closeMs);
    await Promise.all([...this.#open].map((host) => this.#collectOne(host, 0, closeMs, signal)));
  }

  /** Collecting closes the witness. */
  #collectOne(
    host: string,
    expected: number,
    ms: number,
    signal: AbortSignal,
  ): Promise<Collected | Unknown> {
    const args = { checkId: this.#witness.checkId, expected, patienceMs };
    return this.asker.ask(host, { kind: 'collectWitness', args }, ms, signal);
  }

  /** Asks all at once, and never rejects in between. @throws cancelled when the signal has aborted. */
  async #all<Order, Answer>(
    orders: Readonly<Record<string, Order>>,
    ask: (host: string, order: Order) => Promise<Answer>,
  ): Promise<ReadonlyMap<string, Answer>> {
    const answers: Promise<readonly [string, Answer]>[] = [];
    for (const [host, order] of Object.entries(orders)) {
      answers.push(ask(host, order).then((answer) => [host, answer]));
      if (answers.length % breathEvery === 0) await turn();
    }
    const answered = await Promise.all(answers);
    this.signal.throwIfAborted();
    return new Map(answered);
  }
}

const count = (hosts: number): string => (hosts === 1 ? '1 host' : `${String(hosts)} hosts`);
