import type { CreateCheck } from '@muster/api';
import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { pickFleet } from '../flow/fleet.js';
import { awaitCheck } from '../flow/await-check.js';
import { readSpec } from '../flow/spec-file.js';
import { Stop } from '../stop.js';
import { reportView, verdictOf } from '../view/check/report.js';
import { examples, fleetOption, type Perform } from './perform.js';

type CheckOptions = {
  readonly fleet?: string;
  readonly file?: string;
  readonly hosts?: readonly string[];
  readonly ports?: readonly string[];
};

const exitCodes = `
Exit codes:
  0  every edge passes
  3  an edge fails, or a finding blocks
  5  nothing fails, and something could not be seen`;

export function addCheck(program: Command, perform: Perform): void {
  program
    .command('check')
    .description('prove the ports between every pair of hosts, both ways, and look at the hosts')
    .addOption(fleetOption())
    .option('-f, --file <file>', 'a spec that need not be applied yet; - reads stdin')
    .option('--hosts <names>', 'only between these, separated by commas', names)
    .option('--ports <ports>', 'only these: tcp/2377,udp/4789,esp', ports)
    .addHelpText('after', exitCodes)
    .addHelpText(
      'after',
      examples(
        'muster check',
        'muster check -f fleet.yaml',
        'muster check --hosts web-1,web-2 --ports udp/4789,esp -o json',
      ),
    )
    .action((options: CheckOptions) => perform((context) => check(context, options)));
}

async function check(context: Context, options: CheckOptions): Promise<ExitCode> {
  const { out } = context;
  const report = await awaitCheck(context, await start(context, options));
  out.answer(report, () => reportView(report, out.columns, out.style));
  return exitOf[verdictOf(report)];
}

const exitOf = { pass: exit.done, fail: exit.blocked, unknown: exit.unknown } as const;

/** @returns its id. */
async function start(context: Context, options: CheckOptions): Promise<string> {
  const { coordinator, io } = context;
  const { file } = options;
  const asked: CreateCheck = {
    ...(options.hosts !== undefined && { hosts: [...options.hosts] }),
    ...(options.ports !== undefined && { ports: [...options.ports] }),
  };
  if (file !== undefined) {
    const spec = Buffer.from(await readSpec(file, io)).toString('utf8');
    return (await coordinator.startCheck(options.fleet, { ...asked, spec })).id;
  }
  const fleet = await fleetFor(context, options);
  return (await coordinator.startCheck(fleet, asked)).id;
}

/** Hosts can be checked by their names before any fleet is known. */
async function fleetFor(context: Context, options: CheckOptions): Promise<string | undefined> {
  if (options.fleet !== undefined) return options.fleet;
  const { fleets } = await context.coordinator.fleets();
  if (fleets.length > 0) return pickFleet(context, undefined);
  if (options.hosts !== undefined) return undefined;
  throw Stop.failed('no-fleet', 'the coordinator knows no fleet yet', [
    'Give the spec that you are going to apply: muster check -f FILE',
  ]);
}

function names(value: string): readonly string[] {
  const parts = value.split(',').map((part) => part.trim());
  if (parts.every((part) => part !== '')) return parts;
  throw new InvalidArgumentError('Names separated by commas are expected.');
}

/** `tcp/2377`, `2377/tcp`, `2377` or `esp`; the coordinator takes the second form, and knows which ports there are. */
function ports(value: string): readonly string[] {
  return names(value).map((part) => {
    const [, protocol, port] = /^(tcp|udp)\/(\d+)$/.exec(part) ?? [];
    if (port !== undefined) return `${port}/${protocol}`;
    if (/^(\d+(\/(tcp|udp))?|esp)$/.test(part)) return part;
    throw new InvalidArgumentError('Ports like tcp/2377,udp/4789,esp are expected.');
  });
}
