import { randomBytes } from 'node:crypto';
import type { NetworkFact, Unknown } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type {
  CommandArgs,
  CommandKind,
  CommandValue,
  ProbeProgram,
  ProbeTask,
  VerificationPrepared,
  VerificationReport,
} from '@muster/protocol';
import { Asker, type AskerDeps, isUnknown } from '../checks/asker.js';
import { ipv4Of, type Participant } from './participants.js';

/** What each question may take at the slowest host. Milliseconds. */
const prepareMs = 30_000;
const startMs = 20_000;
const watchMs = 40_000;
const awaitMs = 65_000;
const collectMs = 20_000;
const endMs = 15_000;
const clearMs = 30_000;
/** Where nobody could end its services: the swarm keeps their containers, all else goes at once. */
const clearLittleMs = 5_000;
/** Everything of it fits in; after that agents clear away by themselves what is left. Milliseconds. */
const lifetimeMs = 300_000;
/** Of one transfer: what all pairs together carry is bounded, and less than that much tells nothing of the throughput. */
const bulk = { allTogether: 16 * 1024 * 1024, most: 256 * 1024, least: 32 * 1024 };

/** What the transfer of each ordered pair of so many hosts carries: one figure for each, at little cost. Bytes. */
export function bulkBytesFor(hosts: number): number {
  const share = Math.floor(bulk.allTogether / Math.max(1, hosts * (hosts - 1)));
  return Math.max(bulk.least, Math.min(bulk.most, share));
}

export type FanOutContext = AskerDeps & {
  readonly signal: AbortSignal;
  /** The managers of the fleet, the one to ask first at the beginning. */
  readonly managers: readonly string[];
  readonly dataPathPort: number;
  /** Ids of the verifications that run now, this one included. */
  readonly running: Set<string>;
};

export type Prepared = { readonly host: Participant; readonly program: ProbeProgram };
type Answers<T> = ReadonlyMap<string, T | Unknown>;

/** The questions of one verification. Each goes to all hosts at once, and a host that cannot answer is unknown. */
export class FanOuts implements Disposable {
  readonly #id = randomBytes(8).toString('hex');
  readonly #asker: Asker;
  /** Where something of it may be. */
  readonly #touched = new Set<string>();
  #isStarted = false;

  constructor(
    private readonly network: NetworkFact,
    private readonly ctx: FanOutContext,
  ) {
    this.#asker = new Asker(ctx);
    ctx.running.add(this.#id);
  }

  [Symbol.dispose](): void {
    this.#asker[Symbol.dispose]();
    this.ctx.running.delete(this.#id);
  }

  prepare(hosts: readonly string[]): Promise<Answers<VerificationPrepared>> {
    for (const host of hosts) this.#touched.add(host);
    const { vnis } = this.network;
    const { dataPathPort } = this.ctx;
    const args = { verificationId: this.#id, lifetimeMs, dataPathPort, vnis };
    return this.#all(hosts, 'prepareVerification', args, prepareMs);
  }

  /** Starts the tasks and waits until they run. @throws whatever the manager says. */
  async start(
    prepared: readonly Prepared[],
    order: Pick<
      CommandArgs['startVerification'],
      'otherNodeIds' | 'withVip' | 'namePatienceMs' | 'answerPatienceMs'
    >,
  ): Promise<readonly ProbeTask[]> {
    this.#isStarted = true;
    await this.#manage('startVerification', startMs, {
      ...{ verificationId: this.#id, networkId: this.network.id, lifetimeMs },
      bulkBytes: bulkBytesFor(prepared.length),
      nonce: randomBytes(8).toString('hex'),
      nodeIds: prepared.map(({ host }) => host.nodeId),
      ...{ groups: groupsOf(prepared), subnets: ipv4Of(this.network), keep: this.#others() },
      ...order,
    });
    const expected = prepared.length;
    const args = { verificationId: this.#id, waitMs: watchMs, expected };
    return (await this.#manage('watchVerification', watchMs + 3_000, args)).tasks;
  }

  async await(hosts: readonly string[]): Promise<Answers<undefined>> {
    return this.#all(hosts, 'awaitVerification', { verificationId: this.#id }, awaitMs);
  }

  collect(hosts: readonly string[]): Promise<Answers<VerificationReport>> {
    return this.#all(hosts, 'collectVerification', { verificationId: this.#id }, collectMs);
  }

  /**
   * Has nothing of it left, also after a cancellation. @returns what could not be cleared away now: the agents sweep it
   * later. Never rejects.
   */
  async end(): Promise<readonly string[]> {
    const signal = AbortSignal.timeout(endMs + clearMs);
    const ended = this.#isStarted ? await this.#endServices(signal) : [];
    const args = { verificationId: this.#id };
    const timeoutMs = ended.length > 0 ? clearLittleMs : clearMs;
    const cleared = await Promise.all(
      [...this.#touched].map(async (host) => {
        const answer = await this.#ask(host, 'clearVerification', args, timeoutMs, signal);
        return isUnknown(answer) ? [`${host}: ${answer.reason}`] : [];
      }),
    );
    return [...ended, ...cleared.flat()];
  }

  /** Any manager can; the first one may be gone by now. */
  async #endServices(signal: AbortSignal): Promise<readonly string[]> {
    const reasons: string[] = [];
    const args = { verificationId: this.#id, keep: this.#others() };
    for (const host of this.ctx.managers) {
      const answer = await this.#ask(host, 'endVerification', args, endMs, signal);
      if (!isUnknown(answer)) return [];
      reasons.push(`${host}: ${answer.reason}`);
    }
    return reasons;
  }

  #others(): readonly string[] {
    return [...this.ctx.running].filter((id) => id !== this.#id);
  }

  /** Asks the first manager. @throws unavailable, with the reason. */
  async #manage<K extends CommandKind>(
    kind: K,
    timeoutMs: number,
    args: CommandArgs[K],
  ): Promise<CommandValue[K]> {
    const [host] = this.ctx.managers;
    if (host === undefined) throw new FleetError('unavailable', 'no manager is connected');
    const { hub, signal } = this.ctx;
    return (await hub.dispatch(host, { kind, args }, { timeoutMs, signal })).value;
  }

  /** @throws cancelled when the signal has aborted; never for what a host says. */
  async #all<K extends CommandKind>(
    hosts: readonly string[],
    kind: K,
    args: CommandArgs[K],
    timeoutMs: number,
  ): Promise<Answers<CommandValue[K]>> {
    const { signal } = this.ctx;
    const answers = await Promise.all(
      hosts.map(
        async (host) => [host, await this.#ask(host, kind, args, timeoutMs, signal)] as const,
      ),
    );
    signal.throwIfAborted();
    return new Map(answers);
  }

  async #ask<K extends CommandKind>(
    host: string,
    kind: K,
    args: CommandArgs[K],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<CommandValue[K] | Unknown> {
    const answer = await this.#asker.ask(host, { kind, args }, timeoutMs, signal);
    // The hub says whose error it is; so does everybody who shows it.
    return isUnknown(answer)
      ? { ...answer, reason: answer.reason.replace(`${host}: `, '') }
      : answer;
  }
}

/** Hosts with the same program share a service. */
function groupsOf(prepared: readonly Prepared[]): CommandArgs['startVerification']['groups'] {
  const numbered = prepared.map(({ program }, place) => ({ program, index: place + 1 }));
  const groups = Map.groupBy(numbered, ({ program }) => JSON.stringify(program));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ program: first.program, hosts: group.map(({ index }) => index) }];
  });
}
