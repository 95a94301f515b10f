import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { ask, mustBeAbleToAsk } from '../flow/ask.js';
import { pickFleet } from '../flow/fleet.js';
import { Stop } from '../stop.js';
import { attachmentsView } from '../view/networks.js';
import { count, safe } from '../text/text.js';
import { finished } from './network-end.js';
import { keyValue } from './network-options.js';
import { examples, fleetOption, type Perform } from './perform.js';

type RemoveOptions = {
  readonly fleet?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
};

type UpdateOptions = RemoveOptions & {
  readonly label: Readonly<Record<string, string>>;
  readonly replace?: boolean;
};

export function addNetworkChanges(networks: Command, perform: Perform): void {
  networks
    .command('update')
    .description('change the labels of a network: it is made anew, since Engines cannot change one')
    .argument('<name>')
    .addOption(fleetOption())
    .requiredOption('--label <key=value>', 'several times; key= takes one away', keyValue, {})
    .option('--replace', 'make it anew; without, only say who is on it')
    .option('--force', 'with --replace: containers on it are disconnected')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('muster networks update app --label team=web --replace'))
    .action((name: string, options: UpdateOptions) =>
      perform((context) => update(context, name, options)),
    );
  networks
    .command('rm')
    .description('remove a network from the swarm; refused while it is in use')
    .argument('<name>')
    .addOption(fleetOption())
    .option('-f, --force', 'standalone containers on it are disconnected; services never are')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('muster networks rm app', 'muster networks rm app --force'))
    .action((name: string, options: RemoveOptions) =>
      perform((context) => remove(context, name, options)),
    );
}

async function update(context: Context, name: string, options: UpdateOptions): Promise<ExitCode> {
  const { replace = false, force = false, label } = options;
  if (Object.keys(label).length === 0)
    throw Stop.usage('no label is given', 'Give --label KEY=VALUE.');
  if (replace) mustBeAbleToAsk(context, options.yes === true);
  const fleet = await pickFleet(context, options.fleet);
  if (replace) await confirm(context, { fleet, name, verb: 'Replace', options });
  const agreed = { replace, force };
  const update = { labels: { ...label } };
  const started = await context.coordinator.updateNetwork(fleet, name, update, agreed);
  return finished(context, { fleet, operation: started.id, shown: name });
}

async function remove(context: Context, name: string, options: RemoveOptions): Promise<ExitCode> {
  mustBeAbleToAsk(context, options.yes === true);
  const fleet = await pickFleet(context, options.fleet);
  await confirm(context, { fleet, name, verb: 'Remove', options });
  const started = await context.coordinator.removeNetwork(fleet, name, options.force === true);
  return finished(context, { fleet, operation: started.id });
}

type Question = {
  readonly fleet: string;
  readonly name: string;
  readonly verb: 'Remove' | 'Replace';
  readonly options: RemoveOptions;
};

/** Shows who is on the network. @throws Stop without a yes. */
async function confirm(context: Context, { fleet, name, verb, options }: Question): Promise<void> {
  if (options.yes === true) return;
  const network = await context.coordinator.network(fleet, name);
  context.out.say(attachmentsView(network));
  const on = count(network.attachments.length, 'container');
  const also = options.force === true ? ' and disconnect them' : '';
  const question = `${verb} network ${safe(name)} (${on} on it) of ${safe(fleet)}${also}?`;
  if (!(await ask(context, question)))
    throw Stop.failed('declined', 'not confirmed; nothing was changed', []);
}
