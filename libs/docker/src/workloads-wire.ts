import type { CreateService, OwnTask } from '@muster/inventory';

type WireLabels = Readonly<Record<string, string>> | null;

export type WireImage = {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Labels?: WireLabels;
};

export type WireService = {
  readonly ID: string;
  readonly Spec?: { readonly Name?: string; readonly Labels?: WireLabels };
};

export type WireTask = {
  readonly ServiceID?: string;
  readonly NodeID?: string;
  readonly Status?: { readonly State?: string; readonly Message?: string; readonly Err?: string };
};

/** One of GET /containers/json. */
export type WireRunning = {
  readonly Id: string;
  readonly Names?: readonly string[];
  readonly Labels?: WireLabels;
  readonly State?: string;
};

/** Two blocks of zeros: a tar file with nothing in it. */
export const emptyTar = Buffer.alloc(1024);

/** How long a task may take to end when its service is removed. Nanoseconds, as the API counts. */
const stopGraceNs = 1_000_000_000;

export function toServiceBody(args: CreateService): object {
  const { name, labels, image, command, env, networkId, alias, mounts, mode, endpoint } = args;
  return {
    Name: name,
    Labels: labels,
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Labels: labels,
        Command: command,
        Env: env,
        ReadOnly: true,
        StopGracePeriod: stopGraceNs,
        Mounts: mounts.map((path) => ({
          Type: 'bind',
          Source: path,
          Target: path,
          ReadOnly: true,
        })),
      },
      RestartPolicy: { Condition: 'none' },
      Placement: { Constraints: args.excludedNodes.map((id) => `node.id!=${id}`) },
      Networks: [{ Target: networkId, Aliases: [alias] }],
      // Whatever the daemon's default may be, this one can be read back.
      LogDriver: { Name: 'json-file' },
    },
    Mode: mode === 'global' ? { Global: {} } : { Replicated: { Replicas: 1 } },
    EndpointSpec: { Mode: endpoint },
  };
}

/** States of swarmkit's tasks, in their order (swarmkit api/types.proto). */
const waiting: ReadonlySet<string> = new Set([
  ...['new', 'allocated', 'pending', 'assigned', 'accepted', 'preparing', 'ready', 'starting'],
]);

export function toOwnTask({ ServiceID, NodeID, Status = {} }: WireTask): OwnTask {
  const { State = '', Message = '', Err = '' } = Status;
  return {
    serviceId: ServiceID ?? '',
    nodeId: NodeID ?? '',
    state: State === 'running' ? 'running' : waiting.has(State) ? 'waiting' : 'ended',
    detail: Err === '' ? `${State}: ${Message}` : Err,
  };
}

/**
 * What a container without terminal wrote: frames of 8 bytes (stream, three of zero, length) and their text (Engine API,
 * "Stream format"). A line of more than 16 KB comes in several frames.
 */
export function outputOf(answer: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= answer.length;) {
    const length = answer.readUInt32BE(at + 4);
    parts.push(answer.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
}
