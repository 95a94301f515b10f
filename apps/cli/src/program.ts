import { Command, Option } from 'commander';
import { defaultAddress } from './client/address.js';
import { addCheck } from './commands/check.js';
import { addChecks } from './commands/checks.js';
import { addDown } from './commands/down.js';
import { addExport } from './commands/inventory/export.js';
import { addFind } from './commands/inventory/find.js';
import { addHistory } from './commands/inventory/history.js';
import { addQuery } from './commands/inventory/query.js';
import { addHosts } from './commands/hosts.js';
import { addNetworks } from './commands/networks.js';
import { addOperations } from './commands/operations.js';
import type { Perform } from './commands/perform.js';
import { addPlan } from './commands/plan.js';
import { addStatus } from './commands/status.js';
import { addUp } from './commands/up.js';
import { formats, type Format } from './output.js';
import { version } from './version.js';

/** Options that stand before or after any command. */
export type GlobalOptions = {
  readonly coordinator?: string;
  readonly output: Format;
  readonly color: boolean;
};

const exitCodes = `
Exit codes:
  0  done
  1  failed
  2  wrong usage
  3  blocked by findings; check: something fails
  4  differences found (only plan --detailed-exitcode)
  5  nothing fails, and something could not be seen (only check)

Example:
  $ muster up -f fleet.yaml`;

/** In the order of the help. */
const commands = [
  addUp,
  addPlan,
  addCheck,
  addStatus,
  addHosts,
  addNetworks,
  addFind,
  addQuery,
  addHistory,
  addExport,
  addOperations,
  addChecks,
  addDown,
];

/** The whole command line. `perform` runs what was chosen. */
export function programOf(perform: Perform): Command {
  const program = new Command('muster')
    .description(
      'Turns a list of Docker hosts into one verified swarm with working overlay networks.',
    )
    .version(version, '-V, --version')
    .option(
      '--coordinator <address>',
      `unix:/path, a path, or http://host:port (default: MUSTER_COORDINATOR, else ${defaultAddress})`,
    )
    .addOption(
      new Option('-o, --output <format>', 'how to answer').choices(formats).default('table'),
    )
    .option('--no-color', 'no colours (also with NO_COLOR set)')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .addHelpText('after', exitCodes);
  for (const add of commands) add(program, perform);
  return program;
}
