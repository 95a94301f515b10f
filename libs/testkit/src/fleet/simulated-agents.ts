import { FleetError } from '@muster/kernel';
import type { Step, StepArgs, StepKind } from '@muster/plan';
import type { ActionOf, CommandArgs, CommandKind, CommandValue, Outcome } from '@muster/protocol';
import { FakeOverlay } from '../mesh/fake-overlay.js';
import { FakePorts } from '../mesh/fake-ports.js';
import { observe } from './observe.js';
import { perform } from './simulator.js';
import type { World } from './world.js';

type Verbs = {
  readonly [K in CommandKind]: (host: string, args: CommandArgs[K]) => CommandValue[K];
};

/** The agents of a simulated world, less their sessions: what each would answer to a command, and what that changes. */
export class SimulatedAgents {
  readonly ports = new FakePorts();
  readonly overlay = new FakeOverlay((nodeId) => {
    const host = this.world.hosts[this.#hostOf(nodeId)];
    if (host === undefined) throw new FleetError('not_found', `there is no node ${nodeId}`);
    return host;
  });

  constructor(readonly world: World) {}

  /** @throws whatever the verb would. */
  answer(host: string, { kind, args }: ActionOf<CommandKind>): Outcome<CommandKind> {
    // The verb and its arguments come from the same member of the union.
    const verb = this.#verbs[kind] as (host: string, args: object) => CommandValue[CommandKind];
    const before = JSON.stringify(this.world);
    const value = verb(host, args);
    return { changed: JSON.stringify(this.world) !== before, value };
  }

  readonly #verbs: Verbs = {
    collectFacts: (host) => {
      const facts = observe(this.world).hosts[host]?.facts;
      if (facts === undefined) throw new FleetError('not_found', `there is no host ${host}`);
      return { ...facts, observedAt: new Date().toISOString() };
    },
    ensureSwarmInitialised: (host, args) => {
      const defaults = { dataPathPort: 4789, subnetSize: 24 };
      this.#perform('swarm.init', { host, ...defaults, ...args });
    },
    ensureJoined: (host, { role }) => this.#perform('swarm.join', { host, role }),
    ensureLeft: (host, { force }) => this.#perform('swarm.leave', { host, force }),
    awaitMembership: (host) => this.#perform('node.settle', { host }),
    fetchJoinToken: (_, { role }) => `SWMTKN-1-of-a-${role}`,
    ensureNode: (_, { nodeId, role, availability, labels }) => {
      const host = this.#hostOf(nodeId);
      if (role === 'manager') this.#perform('node.promote', { host });
      if (role === 'worker') this.#perform('node.demote', { host });
      if (availability) this.#perform('node.update', { host, availability });
      if (labels) this.#perform('node.update', { host, labels });
    },
    ensureNodeRemoved: (_, { nodeId }) =>
      this.#perform('node.remove', { nodeId, hostname: nodeId }),
    ensureNetworkPresent: (host, network) => {
      this.#perform('network.create', { network });
      const docker = observe(this.world).hosts[host]?.facts?.docker;
      const networks = docker?.kind === 'known' ? docker.networks : [];
      const made = networks.find(({ name }) => name === network.name);
      if (made === undefined) throw new FleetError('internal', `${network.name} was not made`);
      return made;
    },
    ensureNetworkAbsent: (_, { name }) => this.#perform('network.remove', { name }),
    ensureDisconnected: (host, { network, containers }) =>
      this.#perform('network.disconnect', {
        ...{ host, network },
        containers: containers.map((id) => ({ id, name: id })),
      }),
    restartEngine: () => {
      throw new FleetError('unsupported', 'nobody said how the Engine is restarted');
    },
    prepareVerification: (host, args) => this.overlay.prepare(host, args),
    startVerification: (_, args) => this.overlay.start(args),
    watchVerification: (_, args) => this.overlay.watch(args),
    awaitVerification: () => undefined,
    collectVerification: (host, args) => this.overlay.collect(host, args),
    endVerification: (_, args) => this.overlay.end(args),
    sweepVerifications: (host, { keep }) => this.overlay.sweep(host, keep),
    clearVerification: (host, args) => this.overlay.clear(host, args),
    openWitness: (host, args) => this.ports.open(host, args),
    sendProbes: (host, args) => this.ports.send(host, args),
    collectWitness: (host, { checkId }) => this.ports.collect(host, checkId),
  };

  #perform<K extends StepKind>(kind: K, args: StepArgs[K]): undefined {
    perform(this.world, { id: kind, kind, args, needs: [], reason: '' } as unknown as Step);
  }

  #hostOf(nodeId: string): string {
    const host = Object.values(this.world.hosts).find(
      ({ standing }) => standing.kind === 'member' && standing.nodeId === nodeId,
    );
    if (host === undefined) throw new FleetError('not_found', `there is no node ${nodeId}`);
    return host.name;
  }
}
