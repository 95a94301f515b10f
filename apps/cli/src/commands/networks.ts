import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { pickFleet } from '../flow/fleet.js';
import { networksView, networkView } from '../view/networks.js';
import { addNetworkVerification } from './network-verification.js';
import { addNetworkQuestions } from './inventory/network-questions.js';
import { addNetworkChanges } from './network-changes.js';
import { addNetworkCreate } from './network-create.js';
import { examples, fleetOption, type Perform } from './perform.js';

type FleetOption = { readonly fleet?: string };

export function addNetworks(program: Command, perform: Perform): void {
  const networks = program
    .command('networks')
    .description("list, inspect, create, change, verify and remove a swarm's networks");
  networks
    .command('ls')
    .description('list the networks that were seen in the swarm')
    .addOption(fleetOption())
    .addHelpText('after', examples('muster networks ls'))
    .action((options: FleetOption) => perform((context) => list(context, options)));
  networks
    .command('inspect')
    .description('show one network: where it is, and which containers are on it')
    .argument('<name>')
    .addOption(fleetOption())
    .addHelpText('after', examples('muster networks inspect app -o yaml'))
    .action((name: string, options: FleetOption) =>
      perform((context) => inspect(context, name, options)),
    );
  addNetworkQuestions(networks, perform);
  addNetworkCreate(networks, perform);
  addNetworkChanges(networks, perform);
  addNetworkVerification(networks, perform);
}

async function list(context: Context, options: FleetOption): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const seen = await coordinator.networks(await pickFleet(context, options.fleet));
  out.answer(seen, () => networksView(seen, io.now(), out.style));
  return exit.done;
}

async function inspect(context: Context, name: string, options: FleetOption): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const seen = await coordinator.network(await pickFleet(context, options.fleet), name);
  out.answer(seen, () => networkView(seen, io.now()));
  return exit.done;
}
