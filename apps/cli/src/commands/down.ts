import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { mustBeAbleToAsk } from '../flow/ask.js';
import { converge } from '../flow/converge.js';
import { pickFleet } from '../flow/fleet.js';
import { observeHosts } from '../flow/observe.js';
import { examples, fleetOption, type Perform } from './perform.js';

type DownOptions = { readonly fleet?: string; readonly yes?: boolean };

export function addDown(program: Command, perform: Perform): void {
  program
    .command('down')
    .description('take every host of the fleet out of its swarm, in a safe order; plan, ask, apply')
    .addOption(fleetOption())
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('muster down --fleet demo'))
    .action((options: DownOptions) => perform((context) => down(context, options)));
}

async function down(context: Context, { fleet, yes = false }: DownOptions): Promise<ExitCode> {
  const { coordinator } = context;
  mustBeAbleToAsk(context, yes);
  const name = await pickFleet(context, fleet);
  const { fleets } = await coordinator.fleets();
  const hosts = fleets.find((each) => each.fleet === name)?.hosts ?? [];
  return converge(context, {
    makePlan: () => coordinator.planDown(name),
    yes,
    // The coordinator gives up its claim on the hosts, also when none of them is in a swarm.
    appliesIdle: () => Promise.resolve(true),
    observe: () => observeHosts(context, hosts),
  });
}
