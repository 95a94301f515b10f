import type { PlanView } from '@muster/api';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { mustBeAbleToAsk } from '../flow/ask.js';
import { converge } from '../flow/converge.js';
import { observeFleet } from '../flow/observe.js';
import { readSpec } from '../flow/spec-file.js';
import { acceptOption, examples, type Perform } from './perform.js';

type UpOptions = {
  readonly file: string;
  readonly yes?: boolean;
  readonly accept: readonly string[];
  /** True: all networks of the spec; false: none. */
  readonly verify?: boolean;
};

export function addUp(program: Command, perform: Perform): void {
  program
    .command('up')
    .description('make the fleet as the spec says: plan, ask, apply, then look what is there')
    .requiredOption('-f, --file <file>', "the fleet's spec, YAML or JSON; - reads stdin")
    .option('-y, --yes', 'do not ask')
    .addOption(acceptOption())
    .option('--verify', 'verify all networks of the spec anew, not only those not known to work')
    .option('--no-verify', 'verify no network')
    .addHelpText(
      'after',
      examples(
        'muster up -f fleet.yaml',
        'muster up -f fleet.yaml --yes -o json',
        'muster up -f fleet.yaml --accept clock-skew',
      ),
    )
    .action((options: UpOptions) => perform((context) => up(context, options)));
}

async function up(context: Context, options: UpOptions): Promise<ExitCode> {
  const { file, yes = false, accept, verify } = options;
  const scope = verify === undefined ? 'changed' : verify ? 'all' : 'none';
  mustBeAbleToAsk(context, yes, file === '-');
  const text = await readSpec(file, context.io);
  return converge(context, {
    makePlan: () => context.coordinator.planUp(text, accept, scope),
    yes,
    appliesIdle: (plan) => isNew(context, plan),
    observe: (plan) => observeFleet(context, plan.fleet),
  });
}

/** The coordinator keeps the spec that was applied last, so one that changes no host is applied too. */
async function isNew({ coordinator }: Context, plan: PlanView): Promise<boolean> {
  const { fleets } = await coordinator.fleets();
  const known = fleets.find((each) => each.fleet === plan.fleet);
  return known?.specDigest !== plan.specDigest;
}
