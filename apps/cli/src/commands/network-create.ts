import { Option, type Command } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { ask, mustBeAbleToAsk } from '../flow/ask.js';
import { pickFleet } from '../flow/fleet.js';
import { safe } from '../text/text.js';
import { Stop } from '../stop.js';
import { attachmentsView } from '../view/networks.js';
import { finished } from './network-end.js';
import {
  bytesOrAuto,
  driverOption,
  identifiers,
  keyValue,
  networkOf,
  wholeNumber,
  type CreateOptions,
} from './network-options.js';
import { acceptOption, append, examples, fleetOption, type Perform } from './perform.js';

type Options = CreateOptions & {
  readonly fleet?: string;
  readonly accept: readonly string[];
  readonly replace?: true;
  readonly force?: true;
  readonly yes?: true;
};

export function addNetworkCreate(networks: Command, perform: Perform): void {
  const command = networks
    .command('create')
    .description('create an overlay network in the swarm')
    .argument('<name>')
    .addOption(fleetOption())
    .option('--attachable', 'standalone containers may join; else swarm services only')
    .option('--internal', 'no way out of the network')
    .option('--ingress', 'the routing mesh of published ports, instead of the one there is');
  addAddressOptions(command);
  command
    .option('--opt <key[=value]>', 'of the driver, as docker has it: encrypted', driverOption, {})
    .option('--encrypted', 'IPsec between the hosts; as --opt encrypted')
    .option('--mtu <bytes|auto>', "MTU of the paths; default: the Engine's, 1500", bytesOrAuto)
    .option('--vni <number>', 'VXLAN identifier of each subnet; default: chosen', identifiers, [])
    .option('--label <key=value>', 'may be given several times', keyValue, {})
    .addOption(
      new Option('-d, --driver <driver>', 'only for who is used to it').choices(['overlay']),
    )
    .addOption(acceptOption())
    .option('--replace', 'one that is there otherwise is made anew')
    .option('--force', 'with --replace: containers on the old one are disconnected')
    .option('-y, --yes', 'do not ask before something is replaced')
    .addHelpText(
      'after',
      examples(
        'muster networks create app --attachable --subnet 10.10.0.0/24',
        'muster networks create vault --opt encrypted --mtu auto',
        'muster networks create ingress --ingress --subnet 10.11.0.0/16 --replace',
      ),
    )
    .action((name: string, options: Options) =>
      perform((context) => create(context, name, options)),
    );
}

function addAddressOptions(command: Command): void {
  command
    .option('--subnet <cidr>', 'several times; none = one is chosen that meets nothing', append, [])
    .option('--gateway <address>', 'of the subnet that it is in', append, [])
    .option('--ip-range <cidr>', 'where containers get addresses from', append, [])
    .option('--aux-address <host=address>', 'to keep free; swarms forget it', keyValue, {})
    .option('--ipv6', 'has an IPv6 subnet, which has to be given')
    .option('--expected-endpoints <n>', 'what a chosen subnet is sized for', wholeNumber);
}

async function create(context: Context, name: string, options: Options): Promise<ExitCode> {
  const { replace = false, force = false, accept } = options;
  const asked = networkOf(name, options);
  if (replace) mustBeAbleToAsk(context, options.yes === true);
  const fleet = await pickFleet(context, options.fleet);
  if (replace && options.yes !== true) await confirm(context, fleet, name, options);
  const agreed = { replace, force, accept };
  const started = await context.coordinator.createNetwork(fleet, asked, agreed);
  return finished(context, { fleet, operation: started.id, shown: name });
}

/** Who is on it now, and what goes. */
async function confirm(
  context: Context,
  fleet: string,
  name: string,
  { ingress, force }: Options,
): Promise<void> {
  const { networks } = await context.coordinator.networks(fleet);
  const old = networks.find((it) => (ingress === true ? it.ingress : it.name === name));
  if (old === undefined) return;
  context.out.say(attachmentsView(old));
  if (old.ingress) {
    context.out.say(
      'Published ports do not answer until each host has the new routing mesh. All nodes should run the same Engine version.',
    );
  }
  const also = force === true ? ' and disconnect the containers on it' : '';
  const question = `Replace network ${safe(old.name)} of ${safe(fleet)}${also}, if it is not as wanted?`;
  if (!(await ask(context, question)))
    throw Stop.failed('declined', 'not confirmed; nothing was changed', []);
}
