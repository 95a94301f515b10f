import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { readSpec } from '../flow/spec-file.js';
import { isBlocked, planView } from '../view/plan.js';
import { acceptOption, examples, type Perform } from './perform.js';

type PlanOptions = {
  readonly file: string;
  readonly detailedExitcode?: true;
  readonly accept: readonly string[];
};

export function addPlan(program: Command, perform: Perform): void {
  program
    .command('plan')
    .description('show what `up` would do and what is in its way; changes nothing')
    .requiredOption('-f, --file <file>', "the fleet's spec, YAML or JSON; - reads stdin")
    .option('--detailed-exitcode', 'exit with 4 when there is something to do')
    .addOption(acceptOption())
    .addHelpText(
      'after',
      examples('muster plan -f fleet.yaml', 'muster plan -f fleet.yaml --detailed-exitcode'),
    )
    .action((options: PlanOptions) => perform((context) => plan(context, options)));
}

async function plan(context: Context, options: PlanOptions): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const made = await coordinator.planUp(await readSpec(options.file, io), options.accept);
  out.answer(made, () => planView(made, out.style));
  if (isBlocked(made)) return exit.blocked;
  const differs = made.steps.length > 0;
  return differs && options.detailedExitcode === true ? exit.differences : exit.done;
}
