import type { CreateNetwork, NetworkView, OperationAnswer } from '@muster/api';
import { InvalidArgumentError, type Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { ask, mustBeAbleToAsk } from '../flow/ask.js';
import { pickFleet } from '../flow/fleet.js';
import { watch } from '../flow/watch.js';
import { Stop } from '../stop.js';
import { attachmentsView, networkView } from '../view/networks.js';
import { operationSummary } from '../view/operations.js';
import { count, safe } from '../text/text.js';
import { append, examples, fleetOption, type Perform } from './perform.js';

type CreateOptions = {
  readonly fleet?: string;
  readonly attachable?: true;
  readonly internal?: true;
  readonly encrypted?: true;
  readonly opt: readonly string[];
  readonly subnet: readonly string[];
  readonly mtu?: number;
  readonly label: Readonly<Record<string, string>>;
};

type RemoveOptions = { readonly fleet?: string; readonly yes?: boolean };

export function addNetworkChanges(networks: Command, perform: Perform): void {
  networks
    .command('create')
    .description('create an overlay network in the swarm')
    .argument('<name>')
    .addOption(fleetOption())
    .option('--attachable', 'standalone containers may join; else swarm services only')
    .option('--internal', 'no way out of the network')
    .option('--encrypted', 'IPsec between the hosts')
    .option('--opt <option>', 'as docker has it: encrypted', driverOption, [])
    .option('--subnet <cidr>', 'may be given several times; none = the Engine chooses', append, [])
    .option('--mtu <bytes>', "default: the Engine's", bytes)
    .option('--label <key=value>', 'may be given several times', addLabel, {})
    .addHelpText('after', examples('muster networks create app --attachable --subnet 10.10.0.0/24'))
    .action((name: string, options: CreateOptions) =>
      perform((context) => create(context, name, options)),
    );
  networks
    .command('rm')
    .description('remove a network from the swarm')
    .argument('<name>')
    .addOption(fleetOption())
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('muster networks rm app'))
    .action((name: string, options: RemoveOptions) =>
      perform((context) => remove(context, name, options)),
    );
}

async function create(context: Context, name: string, options: CreateOptions): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const fleet = await pickFleet(context, options.fleet);
  const started = await coordinator.createNetwork(fleet, asked(name, options));
  const operation = await watch(context, started.id);
  if (operation.state !== 'succeeded') return ended(context, operation, null);
  const network = await coordinator.network(fleet, name);
  if (out.format === 'table') out.say(`\n${networkView(network, io.now())}\n`);
  return ended(context, operation, network);
}

function asked(name: string, options: CreateOptions): CreateNetwork {
  return {
    name,
    attachable: options.attachable === true,
    internal: options.internal === true,
    encrypted: options.encrypted === true || options.opt.includes('encrypted'),
    subnets: [...options.subnet],
    ...(options.mtu !== undefined && { mtu: options.mtu }),
    labels: { ...options.label },
  };
}

async function remove(context: Context, name: string, options: RemoveOptions): Promise<ExitCode> {
  const { coordinator, out } = context;
  const yes = options.yes === true;
  mustBeAbleToAsk(context, yes);
  const fleet = await pickFleet(context, options.fleet);
  const network = await coordinator.network(fleet, name);
  if (!yes) {
    out.say(attachmentsView(network));
    const on = count(network.attachments.length, 'container');
    const question = `Remove network ${safe(name)} (${on} on it) from ${safe(fleet)}?`;
    if (!(await ask(context, question)))
      throw Stop.failed('declined', 'not confirmed; nothing was changed', []);
  }
  const started = await coordinator.removeNetwork(fleet, name);
  return ended(context, await watch(context, started.id), null);
}

function ended(
  { out }: Context,
  operation: OperationAnswer,
  network: NetworkView | null,
): ExitCode {
  out.answer({ operation, network }, () => operationSummary(operation, out.style));
  return operation.state === 'succeeded' ? exit.done : exit.failed;
}

function driverOption(value: string, before: readonly string[]): string[] {
  if (value === 'encrypted') return append(value, before);
  throw new InvalidArgumentError("Only 'encrypted' is known; for the MTU there is --mtu.");
}

function bytes(value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('A whole number of bytes is expected.');
}

function addLabel(value: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [, key, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (key === undefined || text === undefined)
    throw new InvalidArgumentError('KEY=VALUE is expected.');
  return { ...before, [key]: text };
}
