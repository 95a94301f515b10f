import { FleetError } from '@muster/kernel';
import type { Collected, Opened } from '@muster/probe';
import type { CommandArgs, ProbesSent } from '@muster/protocol';
import type { PortCheck } from './port-check.js';
import { PortHolders } from './ports/holders.js';
import { Listeners } from './ports/listeners.js';
import { sendAll } from './send/send-probes.js';
import { largestOfEach } from './table/tallies.js';
import { Witness } from './witness.js';

type Order = CommandArgs['openWitness'];

/** One check at this host, from when it is opened until its lifetime is over. */
type Check = {
  readonly order: Order;
  readonly opening: Promise<Opening>;
  readonly timer: NodeJS.Timeout;
  /** Once asked for. Kept, because an answer may get lost on its way. */
  collecting?: Promise<Collected>;
};
type Opening = { readonly answer: Opened; readonly witness?: Witness };

/** Whoever asks for more at the same time is refused. */
const mostChecks = 16;
/** A witness is never open for longer, whatever the order says. Milliseconds. */
const longestLifeMs = 600_000;

const noListeners: ReadonlyMap<number, number> = new Map();

/** The checks that run at this host now. None sees the probes of another. */
export class Checks implements PortCheck {
  readonly #checks = new Map<string, Check>();
  readonly #listeners = new Listeners();
  readonly #holders = new PortHolders();

  async open(order: Order, signal: AbortSignal): Promise<Opened> {
    const known = this.#checks.get(order.checkId);
    if (known?.collecting === undefined && isSame(known?.order, order)) {
      return (await known.opening).answer;
    }
    const ending = this.#end(order.checkId);
    this.#makeRoom();
    const opening = ending.then(() => this.#open(order, signal));
    const timer = setTimeout(
      () => void this.#end(order.checkId),
      Math.min(order.lifetimeMs, longestLifeMs),
    ).unref();
    this.#checks.set(order.checkId, { order, opening, timer });
    try {
      return (await opening).answer;
    } catch (error) {
      await this.#end(order.checkId);
      throw error;
    }
  }

  async send(order: CommandArgs['sendProbes'], signal: AbortSignal): Promise<ProbesSent> {
    const check = this.#checks.get(order.checkId);
    if (check === undefined) {
      throw new FleetError('precondition', `check ${order.checkId} was not opened at this host`);
    }
    const { index, dataAddress, ports: watched } = check.order;
    const { witness } = await check.opening;
    const open = check.collecting === undefined ? witness : undefined;
    const canSendEsp = open !== undefined;
    const sent = await sendAll({ ...order, index, dataAddress, watched, canSendEsp }, signal);
    if (sent.sizes.length === 0) return sent;
    // Of a size that the kernel knows to be too big it makes fragments: only the witness sees that.
    const sizes = (await open?.sizesSent(signal)) ?? largestOfEach(sent.sizes);
    return { ...sent, sizes };
  }

  async collect(order: CommandArgs['collectWitness'], signal: AbortSignal): Promise<Collected> {
    const { checkId } = order;
    const check = this.#checks.get(checkId);
    if (check === undefined) {
      throw new FleetError('not_found', `check ${checkId} is not open at this host (any more)`);
    }
    const { witness, answer } = await check.opening;
    if (witness === undefined) {
      throw new FleetError('precondition', `no witness: ${answer.witnessMissing ?? 'closed'}`);
    }
    check.collecting ??= witness
      .collect(order, signal)
      .finally(() => this.#close(check.order, witness));
    return check.collecting;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#checks.keys(), (checkId) => this.#end(checkId)));
  }

  /** @throws only when the signal aborts. */
  async #open(order: Order, signal: AbortSignal): Promise<Opening> {
    const holders = this.#holders.of(order.ports);
    const free = holders.filter(({ protocol, holder }) => {
      return protocol === 'tcp' && holder.kind === 'free';
    });
    try {
      const { witness, listeners } = await this.#openWitness(
        order,
        free.map(({ port }) => port),
        signal,
      );
      return { answer: { holders: holders.map((it) => answeredBy(listeners, it)) }, witness };
    } catch (error) {
      if (signal.aborted) throw error;
      return { answer: { holders, witnessMissing: FleetError.from(error).message } };
    }
  }

  /** With listeners for these ports, or without where the kernel cannot (nft_socket, Linux 5.11). */
  async #openWitness(order: Order, ports: readonly number[], signal: AbortSignal) {
    try {
      const listeners = await this.#listeners.open(order, order, ports);
      return { witness: await Witness.open(order, listeners, signal), listeners };
    } catch (error) {
      this.#listeners.close(order);
      if (signal.aborted || ports.length === 0) throw error;
      const witness = await Witness.open(order, noListeners, signal);
      return { witness, listeners: noListeners };
    }
  }

  /** The answers of collected checks are kept while there is room. @throws exhausted when all of them still run. */
  #makeRoom(): void {
    if (this.#checks.size < mostChecks) return;
    const collected = [...this.#checks].find(([, { collecting }]) => collecting !== undefined);
    if (collected === undefined) {
      throw new FleetError('exhausted', `${mostChecks} port checks run at this host already`);
    }
    void this.#end(collected[0]);
  }

  async #end(checkId: string): Promise<void> {
    const check = this.#checks.get(checkId);
    if (check === undefined) return;
    this.#checks.delete(checkId);
    clearTimeout(check.timer);
    const { witness } = await check.opening.catch((): Partial<Opening> => ({}));
    await this.#close(check.order, witness);
  }

  async #close(order: Order, witness: Witness | undefined): Promise<void> {
    this.#listeners.close(order);
    await witness?.close();
  }
}

const isSame = (a: Order | undefined, b: Order): a is Order =>
  JSON.stringify(a) === JSON.stringify(b);

type Holding = Opened['holders'][number];

const answeredBy = (listeners: ReadonlyMap<number, number>, holding: Holding): Holding =>
  holding.protocol === 'tcp' && listeners.has(holding.port)
    ? { ...holding, holder: { kind: 'agent' } }
    : holding;
