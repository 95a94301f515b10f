import type { CreateOverlay, InitSwarm } from '@muster/docker';
import type { Member, NetworkFact } from '@muster/inventory';
import { expect } from 'vitest';
import type { ContractHost, ContractHosts } from './hosts.js';

const longestWaitMs = 45_000;
const lookAgainMs = 250;

export const init = (address: string): InitSwarm => ({
  advertiseAddress: address,
  addressPools: [],
  autolock: false,
});

export const overlay = (name: string, more: Partial<CreateOverlay> = {}): CreateOverlay => ({
  name,
  attachable: false,
  internal: false,
  encrypted: false,
  ingress: false,
  ...{ subnets: [], vnis: [], options: {}, labels: {} },
  ...more,
});

/** What the parts of the contract have in common: the two hosts, once they are there, and how to bring them into a state. */
export class Scenario {
  #hosts: ContractHosts | undefined;

  open(hosts: ContractHosts): void {
    this.#hosts = hosts;
  }

  get hosts(): ContractHosts {
    if (this.#hosts === undefined) throw new Error('the hosts are there only while tests run');
    return this.#hosts;
  }

  get first(): ContractHost {
    return this.hosts.first;
  }

  get second(): ContractHost {
    return this.hosts.second;
  }

  /** What the Engine answers, under a deadline that only a defect reaches. */
  soon<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.hosts.time.run(ask(this.hosts.time.deadline(60_000)));
  }

  async eventually<T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
    let seen = await look();
    for (let waited = 0; !isThere(seen) && waited < longestWaitMs; waited += lookAgainMs) {
      await this.hosts.time.sleep(lookAgainMs);
      seen = await look();
    }
    expect(seen).toSatisfy(isThere);
    return seen;
  }

  async leaveAll(): Promise<void> {
    for (const { engine, untilFit } of [this.second, this.first]) {
      const now = await this.soon((signal) => engine.membership(signal));
      if (now.kind !== 'none') {
        await this.soon((signal) => engine.leaveSwarm({ force: true }, signal));
      }
      await untilFit();
    }
  }

  async memberOf({ engine }: ContractHost): Promise<Member> {
    const now = await this.soon((signal) => engine.membership(signal));
    if (now.kind !== 'member') throw new Error(`expected a member, saw ${JSON.stringify(now)}`);
    return now;
  }

  async joinSecond(role: 'manager' | 'worker'): Promise<void> {
    const { first, second } = this;
    const joinToken = await this.soon((signal) => first.engine.joinToken(role, signal));
    const remoteAddress = `${first.address}:2377`;
    const args = { role, joinToken, remoteAddress, advertiseAddress: second.address };
    await this.soon((signal) => second.engine.joinSwarm(args, signal));
  }

  /** The second host tries to join through that address. */
  joinWith(joinToken: string, remote: string, signal: AbortSignal): Promise<void> {
    const { engine, address } = this.second;
    return engine.joinSwarm(
      { role: 'worker', joinToken, remoteAddress: `${remote}:2377`, advertiseAddress: address },
      signal,
    );
  }

  async findNetwork({ engine }: ContractHost, name: string): Promise<NetworkFact | undefined> {
    const found = await this.soon((signal) => engine.listNetworks({ names: [name] }, signal));
    return found[0];
  }
}
