import type {
  ContainerFact,
  CreateService,
  ImageFact,
  Labels,
  OwnService,
  OwnTask,
} from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { EngineRequest, Transport } from './transport.js';
import { emptyTar, outputOf, toServiceBody, toOwnTask } from './workloads-wire.js';
import type { WireRunning, WireImage, WireService, WireTask } from './workloads-wire.js';
import type { Labelled, Workloads } from './workloads-port.js';

/** The part of the Engine that runs things, behind its socket. */
export class DockerWorkloads implements Workloads {
  constructor(protected readonly transport: Transport) {}

  async importEmptyImage(
    { reference, labels }: { readonly reference: string; readonly labels: Labels },
    signal: AbortSignal,
  ): Promise<void> {
    const doing = `make the image ${reference}`;
    const { repo, tag } = split(reference);
    const changes = Object.entries(labels).map(([key, value]) => `LABEL ${key}=${value}`);
    const query = { fromSrc: '-', repo, tag, changes };
    const path = '/images/create';
    const told = await this.transport.askRaw(
      { doing, method: 'POST', path, query, tar: emptyTar },
      signal,
    );
    // What goes wrong after the first byte of the answer is told in the answer, under status 200.
    const [, error] = /"error":"((?:[^"\\]|\\.)*)"/.exec(told.toString('utf8')) ?? [];
    if (error !== undefined)
      throw new FleetError('internal', `${doing}: the Engine said: ${error}`);
  }

  async tagImage(
    { image, reference }: { readonly image: string; readonly reference: string },
    signal: AbortSignal,
  ): Promise<void> {
    const doing = `give the image ${image} the reference ${reference}`;
    const path = `/images/${encodeURI(image)}/tag`;
    await this.transport.ask({ doing, method: 'POST', path, query: split(reference) }, signal);
  }

  async images(
    { repository }: { readonly repository: string },
    signal: AbortSignal,
  ): Promise<readonly ImageFact[]> {
    const query = { filters: { reference: [repository] } };
    const listed = await this.#list<WireImage>('list images', '/images/json', query, signal);
    return listed.map(({ Id, RepoTags, Labels }) => ({
      id: Id,
      references: RepoTags ?? [],
      labels: Labels ?? {},
    }));
  }

  async removeImage(reference: string, signal: AbortSignal): Promise<void> {
    const path = `/images/${encodeURI(reference)}`;
    await this.#act(`remove the image ${reference}`, 'DELETE', path, signal);
  }

  async createService(args: CreateService, signal: AbortSignal): Promise<string> {
    const request = {
      doing: `create the service ${args.name}`,
      method: 'POST',
      path: '/services/create',
      body: toServiceBody(args),
    } as const;
    return ((await this.transport.ask(request, signal)) as { readonly ID: string }).ID;
  }

  async services({ label }: Labelled, signal: AbortSignal): Promise<readonly OwnService[]> {
    const query = { filters: { label: [label] } };
    const listed = await this.#list<WireService>('list services', '/services', query, signal);
    return listed.map(({ ID, Spec }) => ({
      id: ID,
      name: Spec?.Name ?? '',
      labels: Spec?.Labels ?? {},
    }));
  }

  async removeService(id: string, signal: AbortSignal): Promise<void> {
    const path = `/services/${encodeURIComponent(id)}`;
    await this.#act(`remove the service ${id}`, 'DELETE', path, signal);
  }

  async tasks(
    { serviceId }: { readonly serviceId: string },
    signal: AbortSignal,
  ): Promise<readonly OwnTask[]> {
    const query = { filters: { service: [serviceId] } };
    const listed = await this.#list<WireTask>('list tasks', '/tasks', query, signal);
    return listed.map(toOwnTask);
  }

  async containers({ label }: Labelled, signal: AbortSignal): Promise<readonly ContainerFact[]> {
    const query = { all: true, filters: { label: [label] } };
    const doing = 'list containers';
    const listed = await this.#list<WireRunning>(doing, '/containers/json', query, signal);
    return listed.map(({ Id, Names, Labels, State }) => ({
      id: Id,
      name: Names?.[0]?.replace(/^\//, '') ?? Id,
      labels: Labels ?? {},
      isRunning: State === 'running',
    }));
  }

  async *followOutput(id: string, signal: AbortSignal): AsyncGenerator<string, void> {
    let all = Buffer.alloc(0);
    const request = {
      doing: `read the output of container ${id}`,
      method: 'GET',
      path: `/containers/${encodeURIComponent(id)}/logs`,
      query: { stdout: true, follow: true },
    } as const;
    for await (const piece of this.transport.stream(request, signal)) {
      all = Buffer.concat([all, piece]);
      yield outputOf(all);
    }
  }

  async awaitContainer(
    { id, condition }: { readonly id: string; readonly condition: 'not-running' | 'removed' },
    signal: AbortSignal,
  ): Promise<void> {
    const request = {
      doing: `wait for container ${id}`,
      method: 'POST',
      path: `/containers/${encodeURIComponent(id)}/wait`,
      query: { condition },
    } as const;
    try {
      await this.transport.ask(request, signal);
    } catch (error) {
      if (FleetError.from(error).code !== 'not_found') throw error;
    }
  }

  async signalContainer(
    { id, name }: { readonly id: string; readonly name: 'SIGUSR2' | 'SIGTERM' },
    signal: AbortSignal,
  ): Promise<void> {
    const request = {
      doing: `send ${name} to container ${id}`,
      method: 'POST',
      path: `/containers/${encodeURIComponent(id)}/kill`,
      query: { signal: name },
    } as const;
    await this.transport.ask(request, signal);
  }

  async #list<T>(
    doing: string,
    path: string,
    query: object,
    signal: AbortSignal,
  ): Promise<readonly T[]> {
    const told = await this.transport.ask({ doing, method: 'GET', path, query }, signal);
    return (told as readonly T[] | undefined) ?? [];
  }

  async #act(
    doing: string,
    method: EngineRequest['method'],
    path: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.ask({ doing, method, path }, signal);
  }
}

/** A registry's port may be in it: the tag is what follows the last colon after the last slash. */
function split(reference: string): { readonly repo: string; readonly tag: string } {
  const at = reference.lastIndexOf(':');
  return { repo: reference.slice(0, at), tag: reference.slice(at + 1) };
}
