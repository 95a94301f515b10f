import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { pickFleet } from '../flow/fleet.js';
import { fleetView } from '../view/fleet.js';
import { examples, fleetOption, type Perform } from './perform.js';

type StatusOptions = { readonly fleet?: string };

export function addStatus(program: Command, perform: Perform): void {
  program
    .command('status')
    .description('show whether the fleet is as its spec says')
    .addOption(fleetOption())
    .addHelpText('after', examples('muster status', 'muster status --fleet demo -o json'))
    .action((options: StatusOptions) => perform((context) => status(context, options)));
}

async function status(context: Context, options: StatusOptions): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const seen = await coordinator.fleet(await pickFleet(context, options.fleet));
  out.answer(seen, () => fleetView(seen, io.now(), out.style));
  return exit.done;
}
