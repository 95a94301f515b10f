import type { NetworkVerification } from '@muster/api';
import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { pickFleet } from '../flow/fleet.js';
import { watch } from '../flow/watch.js';
import { operationSummary } from '../view/operations.js';
import { verificationView } from '../view/verification.js';
import { examples, fleetOption, type Perform } from './perform.js';

type Options = { readonly fleet?: string; readonly last?: true };

const exitCodes = `
Exit codes:
  0  packets cross the network between all hosts
  3  some do not, or what is to be encrypted is not
  5  nothing fails, and something could not be seen`;

export function addNetworkVerification(networks: Command, perform: Perform): void {
  networks
    .command('verify')
    .description('prove by packets between all hosts that a network works')
    .argument('<name>')
    .addOption(fleetOption())
    .option('--last', 'show what was found last, and verify nothing')
    .addHelpText('after', exitCodes)
    .addHelpText(
      'after',
      examples('muster networks verify app', 'muster networks verify app --last -o json'),
    )
    .action((name: string, options: Options) =>
      perform((context) => verify(context, name, options)),
    );
}

async function verify(context: Context, name: string, options: Options): Promise<ExitCode> {
  const { coordinator, out } = context;
  const fleet = await pickFleet(context, options.fleet);
  if (options.last === true) return show(context, await coordinator.verification(fleet, name));
  const { id } = await coordinator.verifyNetwork(fleet, name);
  const operation = await watch(context, id);
  const found = await coordinator.verification(fleet, name);
  if (found.latest?.operationId === id) return show(context, found);
  // It did not come to a verdict.
  out.answer({ operation }, () => operationSummary(operation, out.style));
  return exit.failed;
}

function show({ out }: Context, found: NetworkVerification): ExitCode {
  const { latest } = found;
  out.answer(found, () =>
    latest === null ? 'It was never verified.' : verificationView(latest, out.columns, out.style),
  );
  return latest === null ? exit.unknown : exitOf[latest.verdict];
}

const exitOf = { pass: exit.done, fail: exit.blocked, unknown: exit.unknown } as const;
