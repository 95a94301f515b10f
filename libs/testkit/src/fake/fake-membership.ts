import type { EngineRefusal } from '@muster/docker';
import { type JoinSwarm } from '@muster/docker';
import type { GossipPort, Membership } from '@muster/inventory';
import type { FakeEngine } from './fake-engine.js';
import type { FakeSwarm } from './fake-swarm.js';
import { type FakeNode } from './fake-swarm.js';
import type { FakeWorld } from './fake-world.js';
import { refusals } from './fake-refusals.js';

type State =
  | Exclude<Membership, { kind: 'member' | 'unknown' }>
  | { readonly kind: 'member'; readonly swarm: FakeSwarm; readonly node: FakeNode };

/** How long things take in the fake world, as they roughly do on a real host. Milliseconds. */
const engineJoinTimeoutMs = 20_000;
const refusedAfterMs = 10_000;
const networksAfterMs = 5_000;
const downAfterMs = 2_000;

/** One host's standing in a swarm, with what follows from it over time: the gossip port, ingress, docker_gwbridge. */
export class FakeMembership {
  state: State = { kind: 'none' };
  hasIngress = false;
  /** Stays after the first swarm, as on real hosts. */
  hasGwbridge = false;
  /** How long the next joins take. More than 20 s: they go on in the background. */
  joinMs = 30;
  /** How long the gossip port stays bound after leaving. */
  portReleaseMs = 300;
  /** So many of the next memberships never gossip. */
  neverGossipNext = 0;
  /** Whose listener has the gossip port. */
  #listener: State | undefined;

  constructor(
    private readonly world: FakeWorld,
    private readonly engine: FakeEngine,
  ) {}

  get gossip(): GossipPort {
    const state = this.#listener === undefined ? 'free' : 'bound';
    return { tcp: state, udp: state };
  }

  /** What a restart of the daemon does to a listener that it kept of a former swarm. */
  releasePort(): void {
    this.#listener = undefined;
  }

  seen(): Membership {
    if (this.state.kind !== 'member') return this.state;
    const { swarm, node } = this.state;
    return {
      kind: 'member',
      nodeId: node.nodeId,
      role: node.role,
      address: node.address,
      managers: swarm
        .managers()
        .map(({ nodeId, address }) => ({ nodeId, address: `${address}:2377` })),
    };
  }

  become(swarm: FakeSwarm, role: FakeNode['role']): FakeNode {
    const node: FakeNode = {
      nodeId: this.world.newId('node'),
      hostname: this.engine.name,
      address: this.engine.address,
      engineVersion: this.engine.version,
      role,
      availability: 'active',
      labels: {},
      engine: this.engine,
      isDown: false,
    };
    swarm.nodes.set(node.nodeId, node);
    swarm.tell({ kind: 'swarm' });
    const mine = { kind: 'member', swarm, node } as const;
    this.state = mine;
    this.#startGossip(mine);
    return node;
  }

  /** @throws what the Engine answers; the attempt itself may go on after that. */
  async join(args: JoinSwarm, signal: AbortSignal): Promise<void> {
    if (this.state.kind !== 'none') throw refusals.alreadyMember();
    if (!/^SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25}$/.test(args.joinToken))
      throw refusals.malformedToken();
    const attempt = { kind: 'joining', reason: `still trying ${args.remoteAddress}` } as const;
    this.state = attempt;
    const ended = this.#attempt(args, attempt);
    const late = this.world.clock.sleep(engineJoinTimeoutMs, signal).then(() => {
      throw refusals.joinsInBackground();
    });
    await Promise.race([ended, late]);
  }

  leave(force: boolean): void {
    const left = this.state;
    if (left.kind === 'none') throw refusals.noMember();
    if (left.kind === 'member' && left.node.role === 'manager' && !force)
      throw refusals.managerLeaves();
    this.state = { kind: 'none' };
    this.hasIngress = false;
    if (left.kind === 'member') {
      left.node.engine = undefined;
      this.world.clock.after(downAfterMs, () => {
        left.node.isDown = true;
      });
    }
    this.world.clock.after(this.portReleaseMs, () => {
      if (this.#listener === left) this.#listener = undefined;
    });
  }

  /** How the attempt ends, unless the host leaves before. Never, where nobody answers at the address. */
  #attempt(args: JoinSwarm, attempt: State): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (ms: number, act: () => void): void => {
        this.world.clock.after(ms, () => {
          if (this.state === attempt) act();
        });
      };
      const fail = (refusal: EngineRefusal): void => {
        end(refusedAfterMs, () => {
          this.state = { kind: 'none' };
          reject(refusal);
        });
      };
      const target = this.world.hostAt(args.remoteAddress);
      const swarm = target?.swarm();
      if (target === undefined || target.isCutOff) return;
      if (swarm === undefined || !target.isRunning)
        fail(refusals.connectionRefused(args.remoteAddress));
      else if (!sameCa(swarm, args.joinToken)) fail(refusals.otherCa());
      else if (!Object.values(swarm.tokens).includes(args.joinToken)) fail(refusals.wrongToken());
      else {
        const role = swarm.tokens.manager === args.joinToken ? 'manager' : 'worker';
        end(this.joinMs, () => {
          this.become(swarm, role);
          resolve();
        });
      }
    });
  }

  /** An Engine binds its gossip port once; while the old listener is there, it fails, and nothing repairs that. */
  #startGossip(mine: State): void {
    const isToldTo = this.neverGossipNext > 0;
    if (isToldTo) this.neverGossipNext -= 1;
    const gossips = this.#listener === undefined && !isToldTo;
    if (gossips) this.#listener = mine;
    this.world.clock.after(networksAfterMs, () => {
      if (this.state !== mine) return;
      this.hasGwbridge = true;
      this.hasIngress = gossips;
    });
  }
}

const sameCa = (swarm: FakeSwarm, token: string): boolean =>
  token.split('-')[2] === swarm.tokens.worker.split('-')[2];
