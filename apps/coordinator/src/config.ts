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
  /** Between two checks of the ports of a fleet of up to 50 hosts that is up, milliseconds; 0 = never. */
  readonly checkEveryMs: number;
  /** Plaintext and without identity also where others can listen in. */
  readonly insecure: boolean;
  readonly logLevel: LogLevel;
};

export const usage = `Usage: muster-coordinator [options]

Commands the agents of a fleet, and answers the muster command.

  --listen ADDRESS     REST API; may be given several times (default unix:/run/muster/coordinator.sock)
  --agents ADDRESS     where agents dial (default unix:/run/muster/agents.sock)
  --data FOLDER        store (default /var/lib/muster)
  --check-every TIME   how often the ports of a fleet that is up are checked: 90s, 5m, 1h or off; larger fleets less often (default 5m)
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
  'check-every': { type: 'string', default: '5m' },
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
    checkEveryMs: interval(values['check-every']),
    insecure: values.insecure,
    logLevel: parseLogLevel(values['log-level']),
  };
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 };
/** A check asks every host of a fleet: more often than this it would only be in the way. Milliseconds. */
const leastIntervalMs = 10_000;
const longestIntervalMs = 7 * 24 * 3_600_000;

function interval(text: string): number {
  if (text === 'off') return 0;
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const ms = Number(count) * unitMs[unit as keyof typeof unitMs];
  if (ms >= leastIntervalMs && ms <= longestIntervalMs) return ms;
  throw new FleetError(
    'invalid',
    `--check-every ${text}: write 10s to 168h, for example 90s, 5m or 1h, or off`,
  );
}

function folder(text: string): string {
  if (text === '') throw new FleetError('invalid', '--data: name the folder of the store');
  return text;
}
