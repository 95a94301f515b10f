import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { hostView, hostsView } from '../view/hosts.js';
import { examples, type Perform } from './perform.js';

type HostsOptions = { readonly fleet?: string };

export function addHosts(program: Command, perform: Perform): void {
  const hosts = program
    .command('hosts')
    .description(
      'list hosts: those of every fleet, and those whose agent connected but that no spec names',
    )
    .option('--fleet <name>', 'only the hosts of this fleet')
    .addHelpText(
      'after',
      examples('muster hosts', 'muster hosts --fleet demo', 'muster hosts show web-1'),
    )
    .action((options: HostsOptions) => perform((context) => list(context, options)));
  hosts
    .command('show')
    .description('show one host with everything that its agent saw')
    .argument('<host>', 'as the spec names it')
    .addHelpText('after', examples('muster hosts show web-1'))
    .action((host: string) => perform((context) => show(context, host)));
}

async function list({ coordinator, out, io }: Context, { fleet }: HostsOptions): Promise<ExitCode> {
  const seen = await coordinator.hosts(fleet);
  out.answer(seen, () => hostsView(seen.hosts, io.now(), out.style));
  return exit.done;
}

async function show({ coordinator, out, io }: Context, host: string): Promise<ExitCode> {
  const seen = await coordinator.host(host);
  out.answer(seen, () => hostView(seen, io.now(), out.style));
  return exit.done;
}
