import type { ParseArgsOptionsConfig } from 'node:util';
import { FleetError } from '@muster/kernel';
import {
  type Address,
  logLevels,
  type LogLevel,
  parseAddressOption,
  parseLogLevel,
  parseOptions,
} from '@muster/runtime';

export type Config = {
  /** Where the REST API listens. */
  readonly listen: readonly Address[];
  /** Where agents dial. */
  readonly agents: Address;
  /** Folder of the store. */
  readonly data: string;
  /** Plaintext and without identity also where others can listen in. */
  readonly insecure: boolean;
  readonly logLevel: LogLevel;
};

export const usage = `Usage: muster-coordinator [options]

Commands the agents of a fleet, and answers the muster command.

  --listen ADDRESS     REST API; may be given several times (default unix:/run/muster/coordinator.sock)
  --agents ADDRESS     where agents dial (default unix:/run/muster/agents.sock)
  --data FOLDER        store (default /var/lib/muster)
  --insecure           accept agents and requests in plaintext also beyond this machine
  --log-level LEVEL    ${logLevels.join(', ')} (default info)
  --help

ADDRESS is unix:/path/to.sock or HOST:PORT.

Example: muster-coordinator --listen unix:/run/muster/coordinator.sock --listen 127.0.0.1:7480
`;

const options = {
  listen: { type: 'string', multiple: true, default: ['unix:/run/muster/coordinator.sock'] },
  agents: { type: 'string', default: 'unix:/run/muster/agents.sock' },
  data: { type: 'string', default: '/var/lib/muster' },
  insecure: { type: 'boolean', default: false },
  'log-level': { type: 'string', default: 'info' },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsOptionsConfig;

/** @returns undefined when help was asked for. @throws invalid naming the option. */
export function loadConfig(argv: readonly string[]): Config | undefined {
  const values = parseOptions(argv, options);
  if (values.help) return undefined;
  return {
    listen: values.listen.map((text) => parseAddressOption('--listen', text)),
    agents: parseAddressOption('--agents', values.agents),
    data: folder(values.data),
    insecure: values.insecure,
    logLevel: parseLogLevel(values['log-level']),
  };
}

function folder(text: string): string {
  if (text === '') throw new FleetError('invalid', '--data: name the folder of the store');
  return text;
}
