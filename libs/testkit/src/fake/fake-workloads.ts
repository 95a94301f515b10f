import type { Engine, Labelled, Workloads } from '@muster/docker';
import type {
  ContainerFact,
  CreateService,
  ImageFact,
  Labels,
  OwnService,
  OwnTask,
} from '@muster/inventory';
import { FakeHost } from './fake-host.js';
import { refusals } from './fake-refusals.js';
import {
  hasLabel,
  servicesOf,
  startTasks,
  type FakeContainer,
  type FakeService,
} from './fake-services.js';
import type { FakeSwarm } from './fake-swarm.js';
import type { FakeWorld } from './fake-world.js';

/** The part of a fake engine that runs things. Programs are run by nobody: a test says what they write. */
export abstract class FakeWorkloads extends FakeHost implements Workloads {
  readonly imagesHere = new Map<string, Labels>();
  readonly containersHere = new Map<string, FakeContainer>();
  /** What a container's program does when it starts, and when it gets a signal: write. */
  program: (container: FakeContainer, signal?: string) => void = () => undefined;
  /** Why tasks do not start here. */
  cannotStart: string | undefined;

  constructor(
    protected readonly world: FakeWorld,
    identity: ConstructorParameters<typeof FakeHost>[0],
  ) {
    super(identity);
  }

  protected abstract call<T>(
    call: keyof Engine,
    signal: AbortSignal,
    act: () => T | Promise<T>,
  ): Promise<T>;

  /** @throws precondition off managers. */
  protected abstract managed(): { readonly swarm: FakeSwarm };

  importEmptyImage(
    { reference, labels }: { readonly reference: string; readonly labels: Labels },
    signal: AbortSignal,
  ): Promise<void> {
    return this.call('importEmptyImage', signal, () => {
      this.imagesHere.set(reference, labels);
    });
  }

  tagImage(
    { image, reference }: { readonly image: string; readonly reference: string },
    signal: AbortSignal,
  ): Promise<void> {
    return this.call('tagImage', signal, () => {
      const labels = this.imagesHere.get(image);
      if (labels === undefined) throw refusals.noImage(image);
      this.imagesHere.set(reference, labels);
    });
  }

  images(
    { repository }: { readonly repository: string },
    signal: AbortSignal,
  ): Promise<readonly ImageFact[]> {
    return this.call('images', signal, () =>
      [...this.imagesHere]
        .filter(([reference]) => reference.startsWith(`${repository}:`))
        .map(([reference, labels]) => ({
          id: `id of ${reference}`,
          references: [reference],
          labels,
        })),
    );
  }

  removeImage(reference: string, signal: AbortSignal): Promise<void> {
    return this.call('removeImage', signal, () => {
      if (!this.imagesHere.has(reference)) throw refusals.noImage(reference);
      const isUsed = [...this.containersHere.values()].some(({ image }) => image === reference);
      if (isUsed) throw refusals.imageInUse(reference);
      this.imagesHere.delete(reference);
    });
  }

  createService(args: CreateService, signal: AbortSignal): Promise<string> {
    return this.call('createService', signal, () => {
      const { swarm } = this.managed();
      const services = servicesOf(swarm);
      const isTaken = [...services.values()].some(({ spec }) => spec.name === args.name);
      if (isTaken) throw refusals.serviceNameTaken(args.name);
      if (!swarm.networks.has(args.networkId)) throw refusals.noNetwork(args.networkId);
      const service: FakeService = {
        id: this.world.newId('service'),
        spec: args,
        tasks: new Map(),
      };
      services.set(service.id, service);
      startTasks(service, swarm, this.world);
      return service.id;
    });
  }

  services({ label }: Labelled, signal: AbortSignal): Promise<readonly OwnService[]> {
    return this.call('services', signal, () =>
      [...servicesOf(this.managed().swarm).values()]
        .map(({ id, spec: { name, labels } }) => ({ id, name, labels }))
        .filter(({ labels }) => hasLabel(labels, label)),
    );
  }

  removeService(id: string, signal: AbortSignal): Promise<void> {
    return this.call('removeService', signal, () => {
      const { swarm } = this.managed();
      if (!servicesOf(swarm).delete(id)) throw refusals.noService(id);
      // The containers end a moment later.
      this.world.clock.after(300, () => {
        for (const { engine } of swarm.nodes.values()) engine?.forgetContainersOf(id);
      });
    });
  }

  forgetContainersOf(serviceId: string): void {
    for (const [id, container] of this.containersHere)
      if (container.serviceId === serviceId) this.containersHere.delete(id);
  }

  tasks(
    { serviceId }: { readonly serviceId: string },
    signal: AbortSignal,
  ): Promise<readonly OwnTask[]> {
    return this.call('tasks', signal, () => [
      ...(servicesOf(this.managed().swarm).get(serviceId)?.tasks.values() ?? []),
    ]);
  }

  containers({ label }: Labelled, signal: AbortSignal): Promise<readonly ContainerFact[]> {
    return this.call('containers', signal, () =>
      [...this.containersHere.values()]
        .filter(({ labels }) => hasLabel(labels, label))
        .map(({ id, name, labels, isRunning }) => ({ id, name, labels, isRunning })),
    );
  }

  async *followOutput(id: string, signal: AbortSignal): AsyncGenerator<string, void> {
    let told = '';
    let seen: FakeContainer | undefined = await this.call('followOutput', signal, () =>
      this.#container(id),
    );
    while (seen !== undefined) {
      const { output, isRunning } = seen;
      if (output !== told) yield output;
      told = output;
      if (!isRunning) return;
      await this.world.clock.sleep(20, signal);
      seen = this.containersHere.get(id);
    }
  }

  async awaitContainer(
    { id, condition }: { readonly id: string; readonly condition: 'not-running' | 'removed' },
    signal: AbortSignal,
  ): Promise<void> {
    const isSo = (): boolean => {
      const container = this.containersHere.get(id);
      return container === undefined || (condition === 'not-running' && !container.isRunning);
    };
    while (!(await this.call('awaitContainer', signal, isSo))) {
      await this.world.clock.sleep(20, signal);
    }
  }

  signalContainer(
    { id, name }: { readonly id: string; readonly name: 'SIGUSR2' | 'SIGTERM' },
    signal: AbortSignal,
  ): Promise<void> {
    return this.call('signalContainer', signal, () => {
      const container = this.#container(id);
      if (!container.isRunning) throw refusals.containerNotRunning(id);
      this.program(container, name);
    });
  }

  #container(id: string): FakeContainer {
    const container = this.containersHere.get(id);
    if (container === undefined) throw refusals.noContainer(id);
    return container;
  }
}
