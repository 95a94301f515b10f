import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { pickFleet } from '../flow/fleet.js';
import { checksView, checkView } from '../view/check/checks.js';
import { examples, fleetOption, limit, type Perform } from './perform.js';

type ListOptions = { readonly fleet?: string; readonly limit: string };
type ShowOptions = { readonly fleet?: string };

export function addChecks(program: Command, perform: Perform): void {
  const checks = program.command('checks').description('list and show earlier port checks');
  checks
    .command('ls')
    .description('list checks, newest first: those that were asked for, and those of the watch')
    .option('--fleet <name>', 'only those of this fleet')
    .option('--limit <n>', 'at most so many', limit, '20')
    .addHelpText('after', examples('muster checks ls --fleet demo'))
    .action((options: ListOptions) => perform((context) => list(context, options)));
  checks
    .command('show')
    .description('show a check with its report')
    .argument('<id>', 'as `muster checks ls` shows it; `latest` is the newest of the fleet')
    .addOption(fleetOption())
    .addHelpText('after', examples('muster checks show latest'))
    .action((id: string, options: ShowOptions) => perform((context) => show(context, id, options)));
}

async function list({ coordinator, out, io }: Context, options: ListOptions): Promise<ExitCode> {
  const seen = await coordinator.checks(options);
  out.answer(seen, () => checksView(seen, io.now(), out.style));
  return exit.done;
}

async function show(context: Context, id: string, options: ShowOptions): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const seen =
    id === 'latest'
      ? await coordinator.latestCheck(await pickFleet(context, options.fleet))
      : await coordinator.check(id);
  out.answer(seen, () => checkView(seen, { nowMs: io.now(), columns: out.columns }, out.style));
  return exit.done;
}
