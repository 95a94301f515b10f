import { resolve4 } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Received } from './received.js';
import { type Place, placeOf, type ProbeSettings } from './settings.js';
import { call, serve, type TcpEnd } from './tcp.js';
import { Turns } from './turns.js';
import { Datagrams } from './udp.js';

/** How often names are asked for. Milliseconds. */
const lookMs = 100;
/** While other tasks still start: each question costs an Engine that is busy with that. Milliseconds. */
const earlyLookMs = 500;
/** For one connection with its bulk: a large packet that is lost three times has had its chance. Milliseconds. */
const callMs = 2_500;
/** For an answer of a virtual address, and of one that has been asked for long. Milliseconds. */
const vipMs = { first: 1_250, later: 300 };
/** Bulk transfers at the same time: a figure for each, and not for the queue. */
const mostCalls = 4;

type Sent = { readonly address: string; udpError?: string; tcp: TcpEnd };

/** One host's part: finds the others by their common name, sends to each, counts what comes from each. */
export class Task {
  readonly #received = new Received();
  readonly #sent: Sent[] = [];
  readonly #resolved = new Set<string>();
  readonly #place: Place;
  readonly #datagrams: Datagrams;
  #vip: { address: string; answered: boolean } | undefined;
  /** When everybody who will ever run was known to run; `performance.now()`. */
  #goneAt: number | undefined;
  /** Aborts then. */
  readonly #gone = new AbortController();
  readonly #calls = new Turns(mostCalls);

  constructor(
    private readonly settings: ProbeSettings,
    nodeId: string,
  ) {
    this.#place = placeOf(settings, nodeId);
    this.#datagrams = new Datagrams(settings.nonce, this.#place, this.#received);
  }

  /** All tasks that will ever run do: from now on, time counts. */
  go(): void {
    this.#goneAt ??= performance.now();
    this.#gone.abort();
  }

  report() {
    const { index, addresses, mtu } = this.#place;
    return {
      ...{ index, addresses, mtu, resolved: [...this.#resolved], sent: this.#sent },
      ...{ received: this.#received.report(), ...(this.#vip && { vip: this.#vip }) },
    };
  }

  /** Resolves when it has nothing more to send; it goes on to count and to answer. */
  async run(): Promise<void> {
    const { nonce, bulkBytes, answersOnly } = this.settings;
    await Promise.all([this.#datagrams.open(), serve(nonce, bulkBytes, this.#received)]);
    if (answersOnly) return;
    const begun: Promise<void>[] = [this.#askVip()];
    await this.#names((address) => begun.push(this.#probe(address)));
    await Promise.all(begun);
  }

  /** Asks for the common name until there is an address for every task, or patience is over. */
  async #names(found: (address: string) => void): Promise<void> {
    const isOver = this.#until(this.settings.namePatienceMs);
    while (!isOver() && this.#resolved.size < this.settings.nodes.length) {
      const addresses = await resolve4(this.settings.name).catch(() => []);
      for (const address of addresses.filter((it) => !this.#resolved.has(it))) {
        this.#resolved.add(address);
        if (!this.#place.addresses.includes(address)) found(address);
      }
      if (this.#resolved.size < this.settings.nodes.length) await this.#pause();
    }
  }

  /** Until the next question for names; no longer than until all tasks run. */
  async #pause(): Promise<void> {
    if (this.#goneAt !== undefined) return delay(lookMs);
    await delay(earlyLookMs, undefined, { signal: this.#gone.signal }).catch(() => undefined);
  }

  async #probe(address: string): Promise<void> {
    const sent: Sent = { address, tcp: 'timeout' };
    this.#sent.push(sent);
    const [udpError] = await Promise.all([
      this.#datagrams.probe(address, this.#until(this.settings.answerPatienceMs)),
      this.#connect(sent),
    ]);
    if (udpError !== undefined) sent.udpError = udpError;
  }

  async #connect(sent: Sent): Promise<void> {
    const { nonce, bulkBytes, answerPatienceMs } = this.settings;
    const order = { nonce, place: this.#place, bulkBytes, timeoutMs: callMs };
    const isOver = this.#until(answerPatienceMs);
    for (;;) {
      const { end, isComplete } = await this.#calls.run(() => call(sent.address, order));
      if (sent.tcp !== 'connected') sent.tcp = end;
      if (isComplete || isOver()) return;
      await delay(lookMs);
    }
  }

  async #askVip(): Promise<void> {
    const { vip, nonce, answerPatienceMs } = this.settings;
    if (vip === undefined) return;
    const seen = { address: '', answered: false };
    this.#vip = seen;
    const order = { nonce, place: this.#place, bulkBytes: 0 };
    const isOver = this.#until(answerPatienceMs);
    const isLate = this.#until(answerPatienceMs / 10);
    let foundAt = Infinity;
    // Who could be asked for long enough while others still started need not be given that time once more.
    const wasAsked = () => performance.now() - foundAt > 2 * answerPatienceMs;
    while (!isOver() && !(isLate() && wasAsked()) && !seen.answered) {
      const [address] = await resolve4(vip).catch(() => []);
      if (address !== undefined) {
        foundAt = Math.min(foundAt, performance.now());
        seen.address = address;
        const timeoutMs = wasAsked() ? vipMs.later : vipMs.first;
        seen.answered = (await call(address, { ...order, timeoutMs })).isComplete;
      }
      if (!seen.answered) await delay(lookMs);
    }
  }

  /** Whether that long has passed since now, or since all tasks run if that is later. */
  #until(forMs: number): () => boolean {
    const since = performance.now();
    return () =>
      this.#goneAt !== undefined && performance.now() - Math.max(since, this.#goneAt) > forMs;
  }
}
