import { overlayOptions, type NodeFact } from '@muster/inventory';
import type { StepArgs, StepKind, Step } from '@muster/plan';
import { hasLeader } from './observe.js';
import {
  addNode,
  aNetworkFact,
  newSwarm,
  type World,
  type WorldHost,
  type WorldSwarm,
} from './world.js';

/** A step asked for what an Engine refuses, or broke a swarm: the plan was wrong. */
export class SimulatorRefusal extends Error {
  override readonly name = 'SimulatorRefusal';
}

/** Does one step to the world, as agents and Engines would. @throws SimulatorRefusal */
export function perform(world: World, step: Step): void {
  const handler = handlers[step.kind] as (world: World, args: StepArgs[StepKind]) => void;
  handler(world, step.args);
  for (const swarm of Object.values(world.swarms)) {
    if (!hasLeader(swarm)) throw new SimulatorRefusal(`${step.id} broke the quorum of ${swarm.id}`);
  }
}

/** The join was cut off in the middle: the Engine goes on trying, or left a node behind that never came up. */
export function cutOff(world: World, step: Step): void {
  if (step.kind !== 'swarm.join') return;
  const host = hostOf(world, step.args.host);
  if (host.standing.kind === 'none') host.standing = { kind: 'joining', reason: 'cut off' };
}

type Handlers = { [K in StepKind]: (world: World, args: StepArgs[K]) => void };

const handlers: Handlers = {
  'swarm.init': (world, args) => {
    const host = hostOf(world, args.host);
    if (host.standing.kind !== 'none') throw refusal(`${host.name} is in a swarm`);
    const { addressPools, subnetSize, dataPathPort, autolock } = args;
    const id = `swarm-${Object.keys(world.swarms).length + 1}`;
    const swarm = newSwarm(id, { addressPools, subnetSize, dataPathPort, autolock });
    world.swarms[id] = swarm;
    enter(host, swarm, 'manager');
  },

  'swarm.join': (world, args) => {
    const host = hostOf(world, args.host);
    if (host.standing.kind === 'member' || host.standing.kind === 'broken')
      throw refusal(`${host.name} is already part of a swarm`);
    enter(host, theSwarm(world), args.role);
  },

  'swarm.leave': (world, { host: name, force }) => {
    const host = hostOf(world, name);
    const { standing } = host;
    host.works = false;
    host.standing = { kind: 'none' };
    if (standing.kind !== 'member') return;
    const swarm = swarmNamed(world, standing.swarm);
    const node = swarm.nodes.find(({ nodeId }) => nodeId === standing.nodeId);
    if (node?.manager !== undefined && !force) throw refusal(`${name} is a manager`);
    change(swarm, standing.nodeId, { state: 'down', ...unreachable(node) });
    if (swarm.nodes.some(({ manager }) => manager?.reachable)) elect(swarm);
    else Reflect.deleteProperty(world.swarms, swarm.id);
  },

  'node.settle': (world, { host: name }) => {
    const host = hostOf(world, name);
    if (host.standing.kind !== 'member') throw refusal(`${name} is no member`);
    const { nodeId } = host.standing;
    const swarm = swarmNamed(world, host.standing.swarm);
    const node = swarm.nodes.find((it) => it.nodeId === nodeId);
    const manager = node?.manager && { ...node.manager, reachable: true };
    change(swarm, nodeId, { state: 'ready', ...(manager && { manager }) });
    host.works = true;
  },

  'node.promote': (world, { host }) => {
    const { swarm, node } = memberOf(world, host);
    const address = `${node.address}:2377`;
    const manager = { leader: false, reachable: node.state === 'ready', address };
    change(swarm, node.nodeId, { role: 'manager', manager });
  },

  'node.demote': (world, { host }) => {
    const { swarm, node } = memberOf(world, host);
    demote(swarm, node);
  },

  'node.update': (world, { host, availability, labels }) => {
    const { swarm, node } = memberOf(world, host);
    change(swarm, node.nodeId, {
      ...(availability && { availability }),
      ...(labels && { labels }),
    });
  },

  'node.remove': (world, { nodeId }) => {
    const swarm = theSwarm(world);
    const node = swarm.nodes.find((it) => it.nodeId === nodeId);
    const claimed = Object.values(world.hosts).some(
      ({ standing }) => standing.kind === 'member' && standing.nodeId === nodeId,
    );
    if (node === undefined || claimed) throw refusal(`${nodeId} is a node that somebody is`);
    swarm.nodes = swarm.nodes.filter((it) => it !== node);
  },

  'network.create': (world, { network }) => {
    const swarm = theSwarm(world);
    const { name, subnets, mtu, ...rest } = network;
    if (swarm.networks.some((it) => it.name === name)) throw refusal(`${name} exists`);
    const options = {
      ...network.options,
      ...(mtu !== undefined && { [overlayOptions.mtu]: String(mtu) }),
    };
    const facts = subnets.map(({ subnet, gateway = '' }) => ({ subnet, gateway }));
    swarm.networks.push(aNetworkFact(name, { ...rest, subnets: facts, options }));
  },

  'network.replace': (world, { network, old }) => {
    const swarm = theSwarm(world);
    swarm.networks = swarm.networks.filter(({ name }) => name !== old.name);
    perform(world, { kind: 'network.create', args: { network } } as Step);
  },

  'network.disconnect': (world, { network, containers }) => {
    const swarm = theSwarm(world);
    const ids = containers.map(({ id }) => id);
    swarm.networks = swarm.networks.map((it) =>
      it.name === network
        ? { ...it, attachments: it.attachments.filter((user) => !ids.includes(user.containerId)) }
        : it,
    );
  },

  'network.remove': (world, { name }) => {
    const swarm = theSwarm(world);
    swarm.networks = swarm.networks.filter((network) => network.name !== name);
  },

  'network.verify': (world, { name }) => {
    const swarm = theSwarm(world);
    if (!swarm.networks.some((network) => network.name === name)) throw refusal(`no ${name}`);
  },
};

const refusal = (message: string): SimulatorRefusal => new SimulatorRefusal(message);

function hostOf(world: World, name: string): WorldHost {
  const host = world.hosts[name];
  if (host === undefined) throw refusal(`there is no host ${name}`);
  return host;
}

function swarmNamed(world: World, id: string): WorldSwarm {
  const swarm = world.swarms[id];
  if (swarm === undefined) throw refusal(`there is no swarm ${id}`);
  return swarm;
}

/** Steps do not name a swarm: simulated worlds have one. */
function theSwarm(world: World): WorldSwarm {
  const [swarm, other] = Object.values(world.swarms);
  if (swarm === undefined || other !== undefined) throw refusal('there is not exactly one swarm');
  return swarm;
}

function memberOf(world: World, name: string): { swarm: WorldSwarm; node: NodeFact } {
  const { standing } = hostOf(world, name);
  if (standing.kind !== 'member') throw refusal(`${name} is no member`);
  const swarm = swarmNamed(world, standing.swarm);
  const node = swarm.nodes.find(({ nodeId }) => nodeId === standing.nodeId);
  if (node === undefined) throw refusal(`the node of ${name} is not listed`);
  return { swarm, node };
}

function enter(host: WorldHost, swarm: WorldSwarm, role: NodeFact['role']): void {
  const { nodeId } = addNode(swarm, host, { role });
  host.standing = { kind: 'member', swarm: swarm.id, nodeId };
  host.works = false;
}

function change(swarm: WorldSwarm, nodeId: string, more: Partial<NodeFact>): void {
  swarm.nodes = swarm.nodes.map((node) => (node.nodeId === nodeId ? { ...node, ...more } : node));
}

function demote(swarm: WorldSwarm, node: NodeFact): void {
  const { manager, ...rest } = node;
  swarm.nodes = swarm.nodes.map((it) => (it === node ? { ...rest, role: 'worker' } : it));
  if (manager?.leader) elect(swarm);
}

const unreachable = (node: NodeFact | undefined): Partial<NodeFact> =>
  node?.manager === undefined
    ? {}
    : { manager: { ...node.manager, leader: false, reachable: false } };

/** The first manager that answers leads, if nobody does. */
function elect(swarm: WorldSwarm): void {
  if (swarm.nodes.some((node) => node.manager?.leader)) return;
  const next = swarm.nodes.find((node) => node.manager?.reachable);
  if (next?.manager === undefined) return;
  change(swarm, next.nodeId, { manager: { ...next.manager, leader: true } });
}
