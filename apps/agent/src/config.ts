import { hostname } from 'node:os';
import type { ParseArgsOptionsConfig } from 'node:util';
import { FleetError, hostNameRule, isHostName } from '@muster/kernel';
import {
  type Address,
  isLocal,
  logLevels,
  type LogLevel,
  parseAddressOption,
  parseLogLevel,
  parseOptions,
} from '@muster/runtime';

export type Config = {
  readonly coordinator: Address;
  /** This host's name, as specs use it. */
  readonly host: string;
  /** The Engine's Unix socket. */
  readonly dockerSocket: string;
  /** Shell command that restarts dockerd. */
  readonly restartEngine?: string;
  /** Reference of the image that this agent runs from, when it runs as a container. */
  readonly probeImage?: string;
  readonly logLevel: LogLevel;
};

export const usage = `Usage: muster-agent [options]

Runs on one Docker host, in its network namespace, and does what the coordinator asks for.

  --coordinator ADDRESS  where the coordinator takes agents (default unix:/run/muster/agents.sock)
  --host NAME            this host's name, as specs use it (default: its host name)
  --docker SOCKET        the Engine's socket (default: DOCKER_HOST, then /var/run/docker.sock)
  --restart-engine CMD   how to restart dockerd, done only where nothing runs, to free a gossip port that it kept
                         (for example "systemctl restart docker"; default: never, it is reported instead)
  --probe-image IMAGE    the agent runs as a container of this image: verifications of networks run from it too
                         (default: from the host's own Node, mounted read-only)
  --insecure             talk in plaintext also beyond this machine
  --log-level LEVEL      ${logLevels.join(', ')} (default info)
  --help

ADDRESS is unix:/path/to.sock or HOST:PORT.

Example: muster-agent --coordinator 192.0.2.10:7444 --host web-1 --insecure
`;

const options = {
  coordinator: { type: 'string', default: 'unix:/run/muster/agents.sock' },
  host: { type: 'string' },
  docker: { type: 'string' },
  'restart-engine': { type: 'string' },
  'probe-image': { type: 'string' },
  insecure: { type: 'boolean', default: false },
  'log-level': { type: 'string', default: 'info' },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsOptionsConfig;

/** @returns undefined when help was asked for. @throws invalid naming the option. */
export function loadConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config | undefined {
  const values = parseOptions(argv, options);
  if (values.help) return undefined;
  return {
    coordinator: coordinatorAddress(values.coordinator, values.insecure),
    host: hostName(values.host ?? hostname()),
    dockerSocket: dockerSocket(values.docker ?? env['DOCKER_HOST'] ?? '/var/run/docker.sock'),
    ...(values['restart-engine'] === undefined ? {} : { restartEngine: values['restart-engine'] }),
    ...(values['probe-image'] === undefined ? {} : { probeImage: values['probe-image'] }),
    logLevel: parseLogLevel(values['log-level']),
  };
}

function coordinatorAddress(text: string, insecure: boolean): Address {
  const address = parseAddressOption('--coordinator', text);
  if (isLocal(address) || insecure) return address;
  throw new FleetError(
    'invalid',
    `--coordinator ${text} would be dialled in plaintext over the network: add --insecure if that is what you want`,
  );
}

function hostName(text: string): string {
  const name = text.toLowerCase();
  if (isHostName(name)) return name;
  throw new FleetError('invalid', `--host ${JSON.stringify(text)}: write ${hostNameRule}`);
}

function dockerSocket(text: string): string {
  const path = text.replace(/^unix:\/\//, '');
  if (path.startsWith('/')) return path;
  throw new FleetError(
    'invalid',
    `--docker (or DOCKER_HOST) "${text}": the agent talks to the Engine over its Unix socket only`,
  );
}
