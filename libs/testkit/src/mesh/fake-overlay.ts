import { FleetError } from '@muster/kernel';
import type { TaskReport, WireCount } from '@muster/probe';
import type { CommandArgs, VerificationPrepared, VerificationReport } from '@muster/protocol';

type Start = CommandArgs['startVerification'];

/** What a simulated fleet's hosts see of a network that is verified: everything passes, but for the faults put in. */
export class FakeOverlay {
  /** `a b`: nothing of a arrives at b. */
  readonly blocked = new Set<string>();
  /** `a b`: only small packets of a arrive at b. */
  readonly narrow = new Set<string>();
  /** Why the task of a host does not start. */
  readonly cannotStart = new Map<string, string>();
  /** Hosts on which something of a verification is left, with its id. */
  readonly left = new Set<string>();
  readonly #prepared = new Map<string, Set<string>>();
  readonly #started = new Map<string, Start>();

  constructor(
    private readonly hostOf: (nodeId: string) => {
      readonly name: string;
      readonly address: string;
    },
  ) {}

  prepare(
    host: string,
    { verificationId }: CommandArgs['prepareVerification'],
  ): VerificationPrepared {
    const hosts = this.#prepared.get(verificationId) ?? new Set();
    this.#prepared.set(verificationId, hosts.add(host));
    this.left.add(`${host} ${verificationId}`);
    const program = { node: '/usr/bin/node', script: '/usr/lib/muster/overlay-probe.mjs' };
    return { program: { ...program, inImage: false, libraries: ['/usr'] } };
  }

  start(order: Start): undefined {
    this.#started.set(order.verificationId, order);
    return undefined;
  }

  watch({ verificationId }: CommandArgs['watchVerification']) {
    const tasks = this.#order(verificationId).nodeIds.map((nodeId) => {
      const why = this.cannotStart.get(this.hostOf(nodeId).name);
      return { nodeId, running: why === undefined, detail: why ?? 'running: started' };
    });
    return { tasks };
  }

  collect(
    host: string,
    { verificationId }: CommandArgs['collectVerification'],
  ): VerificationReport {
    const order = this.#order(verificationId);
    const names = order.nodeIds.map((nodeId) => this.hostOf(nodeId));
    const index = names.findIndex(({ name }) => name === host) + 1;
    const others = names.flatMap(({ name, address }, place) =>
      name === host || this.cannotStart.has(name) ? [] : [{ name, address, index: place + 1 }],
    );
    const task: TaskReport = {
      ...{ index, addresses: [addressOf(index)], mtu: 1_450 },
      resolved: names.map((_, place) => addressOf(place + 1)),
      sent: others.map((other) => ({ address: addressOf(other.index), tcp: 'connected' })),
      received: others
        .filter(({ name }) => !this.blocked.has(`${name} ${host}`))
        .map(({ name, index: peer }) => {
          const isWhole = !this.narrow.has(`${name} ${host}`);
          const bulk = isWhole
            ? { bulkBytes: order.bulkBytes, bulkMs: 2 }
            : { bulkBytes: 0, bulkMs: 0 };
          return { peer, small: 1, full: isWhole ? 1 : 0, tcp: true, ...bulk };
        }),
      ...(order.withVip && { vip: { address: '10.0.9.2', answered: true } }),
    };
    const wire = others.map(({ address }): WireCount => {
      return { address, espOut: 0, espIn: 0, plainOut: 20, plainIn: 20 };
    });
    return { task, wire };
  }

  end({ verificationId }: CommandArgs['endVerification']): undefined {
    this.#started.delete(verificationId);
    return undefined;
  }

  clear(host: string, { verificationId }: CommandArgs['clearVerification']): undefined {
    this.left.delete(`${host} ${verificationId}`);
    return undefined;
  }

  sweep(host: string, keep: readonly string[]): undefined {
    for (const each of this.left) {
      const [where, id = ''] = each.split(' ');
      if (where === host && !keep.includes(id)) this.left.delete(each);
    }
    for (const id of this.#started.keys()) if (!keep.includes(id)) this.#started.delete(id);
    return undefined;
  }

  /** Verifications whose tasks still run. */
  get running(): number {
    return this.#started.size;
  }

  #order(verificationId: string): Start {
    const order = this.#started.get(verificationId);
    if (order !== undefined) return order;
    throw new FleetError('not_found', `verification ${verificationId} has no service`);
  }
}

const addressOf = (index: number): string => `10.0.9.${index + 2}`;
