import type { CreateService, Labels, OwnTask } from '@muster/inventory';
import type { FakeNode, FakeSwarm } from './fake-swarm.js';
import type { FakeWorld } from './fake-world.js';

export type FakeContainer = {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
  readonly image: string;
  readonly command: readonly string[];
  readonly serviceId: string;
  isRunning: boolean;
  output: string;
};

export type FakeService = {
  readonly id: string;
  readonly spec: CreateService;
  /** By node id. */
  readonly tasks: Map<string, OwnTask>;
};

/** A task's way to its node, and a container's start. Milliseconds. */
const startMs = 250;

const known = new WeakMap<FakeSwarm, Map<string, FakeService>>();

/** Of one swarm, by id. */
export function servicesOf(swarm: FakeSwarm): Map<string, FakeService> {
  const services = known.get(swarm) ?? new Map<string, FakeService>();
  known.set(swarm, services);
  return services;
}

/** `key`, or `key=value`, as the Engine's filters have it. */
export function hasLabel(labels: Labels, label: string): boolean {
  const [key = '', ...value] = label.split('=');
  return value.length === 0 ? key in labels : labels[key] === value.join('=');
}

/** Chooses nodes at once, and starts containers there a moment later. */
export function startTasks(service: FakeService, swarm: FakeSwarm, world: FakeWorld): void {
  const { spec } = service;
  const fit = [...swarm.nodes.values()].filter(
    (node) =>
      node.availability === 'active' && !node.isDown && !spec.excludedNodes.includes(node.nodeId),
  );
  for (const node of spec.mode === 'global' ? fit : fit.slice(0, 1)) {
    put(service, node, 'waiting', 'preparing: preparing');
    world.clock.after(startMs, () => {
      if (servicesOf(swarm).has(service.id)) start(service, node, world);
    });
  }
}

function put(service: FakeService, { nodeId }: FakeNode, state: OwnTask['state'], detail: string) {
  service.tasks.set(nodeId, { serviceId: service.id, nodeId, state, detail });
}

function start(service: FakeService, node: FakeNode, world: FakeWorld): void {
  const { spec } = service;
  const { engine } = node;
  if (engine?.isRunning !== true) return;
  if (!engine.imagesHere.has(spec.image) || engine.cannotStart !== undefined) {
    put(service, node, 'ended', engine.cannotStart ?? `No such image: ${spec.image}`);
    return;
  }
  const container: FakeContainer = {
    ...{ id: world.newId('container'), name: `${spec.name}.${node.nodeId}`, labels: spec.labels },
    ...{ image: spec.image, command: spec.command, serviceId: service.id },
    ...{ isRunning: true, output: '' },
  };
  engine.containersHere.set(container.id, container);
  put(service, node, 'running', 'running: started');
  engine.program(container);
}
