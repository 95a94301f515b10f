import { Argument, Command, Option } from 'commander';
import * as run from './commands.js';
import { parseEngines } from './domain/engines.js';
import { usage } from './domain/errors.js';
import {
  defaultLabName,
  fabricName,
  maxHosts,
  parseHostCount,
  parseLabName,
  maxVms,
  parseMtu,
  parseVmCount,
} from './domain/names.js';
import { defaultCache, parseCache } from './domain/paths.js';

const nameOption = (): Option =>
  new Option('--name <lab>', 'which lab').argParser(parseLabName).default(defaultLabName);

const enginesOption = (): Option =>
  new Option(
    '--engines <versions>',
    'engine versions, given to the hosts in turn: 20.10,26.1,28.5; VMs have 26.1',
  )
    .argParser(parseEngines)
    .default([], 'the machine’s own');

const cacheOption = (): Option =>
  new Option('--cache <folder>', 'where engine roots and the image are kept')
    .argParser(parseCache)
    .default(defaultCache);

const mirrorOption = (): Option =>
  new Option('--mirror <url>', "Debian mirror for engine roots (default: this machine's own)");

const example = (line: string): string => `\nExample:\n  muster-lab ${line}`;

/** What can be typed; what it does is in commands.ts. */
export function createProgram(): Command {
  const program = new Command('muster-lab')
    .description('Real Docker hosts on one Linux machine: namespaces, each with its own dockerd.')
    .showHelpAfterError('(see --help)')
    .exitOverride();
  const all = [
    addPrepare,
    addUp,
    addExec,
    addStatus,
    addStopEngine,
    addStartEngine,
    addReboot,
    addDown,
  ];
  for (const add of all) add(program);
  return program;
}

function addPrepare(program: Command): void {
  program
    .command('prepare')
    .description('build what "up" starts from, which takes minutes, so that none has to')
    .option('--vms', 'also what VMs start from')
    .addOption(enginesOption())
    .addOption(cacheOption())
    .addOption(mirrorOption())
    .addHelpText('after', example('prepare --vms --engines 20.10,26.1,28.5'))
    .action(run.prepare);
}

type UpFlags = Omit<Parameters<typeof run.up>[0], 'hosts' | 'vms'> & {
  readonly hosts?: number;
  readonly vms?: number;
};

function addUp(program: Command): void {
  program
    .command('up')
    .description('start a lab of hosts named host-1 to host-N, at 198.18.0.1 and on')
    .option('--hosts <n>', `how many of namespaces, 1 to ${maxHosts}`, parseHostCount)
    .option('--vms <n>', `how many with a kernel of their own, 1 to ${maxVms}`, parseVmCount)
    .addOption(nameOption())
    .addOption(enginesOption())
    .option('--no-image', 'do not put the image muster-lab/busybox:latest on every host')
    .option('--mtu <bytes>', 'of the network between the hosts', parseMtu, 1500)
    .addOption(cacheOption())
    .addOption(mirrorOption())
    .option('--json', 'print the lab as "status -o json" prints each of its labs')
    .addHelpText('after', example('up --hosts 3 --engines 20.10,26.1,28.5'))
    .action((flags: UpFlags) => {
      const { hosts = 0, vms = 0 } = flags;
      if (hosts + vms === 0) throw usage('how many hosts? Say --hosts N, --vms N, or both.');
      return run.up({ ...flags, hosts, vms });
    });
}

function addExec(program: Command): void {
  program
    .command('exec')
    .description(
      "become a command in a host's network and UTS namespaces, with the machine's file system; or run it in a VM, with its own",
    )
    .argument(
      '<host>',
      `host-1, host-2, … or ${fabricName}: where the bridge br0 and port-N to host-N are`,
    )
    .argument('<command...>', 'after --; DOCKER_HOST is set to the engine of the host')
    .addOption(nameOption())
    .option('--print', 'do not run it: print the command line as a JSON array')
    .addHelpText('after', example('exec host-2 -- docker ps'))
    .action(run.exec);
}

function addStatus(program: Command): void {
  program
    .command('status')
    .description('show the hosts of every lab, or of one')
    .option('--name <lab>', 'which lab; all unless told', parseLabName)
    .addOption(
      new Option('-o, --output <format>', 'table or json')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addHelpText('after', example('status -o json'))
    .action(run.status);
}

const hostArgument = (): Argument => new Argument('<host>', 'host-1, host-2, …');

function addStopEngine(program: Command): void {
  program
    .command('stop-engine')
    .description("stop a host's dockerd; the host and its network stay")
    .addArgument(hostArgument())
    .addOption(nameOption())
    .option('--kill', 'with SIGKILL instead of SIGTERM')
    .addHelpText('after', example('stop-engine host-2 --kill'))
    .action(run.stopEngine);
}

function addStartEngine(program: Command): void {
  program
    .command('start-engine')
    .description("start a host's dockerd again")
    .addArgument(hostArgument())
    .argument('[flags...]', 'more flags for dockerd, after --')
    .addOption(nameOption())
    .addHelpText('after', example('start-engine host-2 -- --live-restore'))
    .action(run.startEngine);
}

function addReboot(program: Command): void {
  program
    .command('reboot')
    .description('start a VM again and wait until its engine answers')
    .addArgument(hostArgument())
    .addOption(nameOption())
    .option('--hard', 'as after a power cut: nothing is asked to end')
    .addHelpText('after', example('reboot host-3 --hard'))
    .action(run.reboot);
}

function addDown(program: Command): void {
  program
    .command('down')
    .description('end a lab with everything in it, also what was started there by exec')
    .addOption(nameOption())
    .addOption(new Option('--all', 'every lab on this machine').conflicts('name'))
    .addHelpText('after', example('down --all'))
    .action(run.down);
}
