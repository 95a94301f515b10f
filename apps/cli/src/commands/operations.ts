import type { Command } from 'commander';
import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { watch } from '../flow/watch.js';
import { operationSummary, operationsView, operationView } from '../view/operations.js';
import { safe } from '../text/text.js';
import { examples, limit, type Perform } from './perform.js';

type ListOptions = { readonly fleet?: string; readonly limit: string };

export function addOperations(program: Command, perform: Perform): void {
  const operations = program
    .command('operations')
    .description('list, show, watch and cancel operations');
  operations
    .command('ls')
    .description('list operations, newest first')
    .option('--fleet <name>', 'only those of this fleet')
    .option('--limit <n>', 'at most so many', limit, '20')
    .addHelpText('after', examples('muster operations ls --fleet demo'))
    .action((options: ListOptions) => perform((context) => list(context, options)));
  const one = (name: string, description: string) =>
    operations
      .command(name)
      .description(description)
      .argument('<id>', 'as `muster operations ls` shows it')
      .addHelpText('after', examples(`muster operations ${name} ID`));
  one('show', 'show an operation with its steps').action((id: string) =>
    perform((context) => show(context, id)),
  );
  one(
    'watch',
    'follow an operation from its beginning to its end; exits with 0 only when it succeeded',
  ).action((id: string) => perform((context) => follow(context, id)));
  one(
    'cancel',
    'stop a running operation: steps that run are withdrawn, what they did stays',
  ).action((id: string) => perform((context) => cancel(context, id)));
}

async function list({ coordinator, out, io }: Context, options: ListOptions): Promise<ExitCode> {
  const seen = await coordinator.operations(options);
  out.answer(seen, () => operationsView(seen, io.now(), out.style));
  return exit.done;
}

async function show({ coordinator, out, io }: Context, id: string): Promise<ExitCode> {
  const seen = await coordinator.operation(id);
  out.answer(seen, () => operationView(seen, io.now(), out.style));
  return exit.done;
}

async function follow(context: Context, id: string): Promise<ExitCode> {
  const { out } = context;
  const operation = await watch(context, id);
  out.answer(operation, () => operationSummary(operation, out.style));
  return operation.state === 'succeeded' ? exit.done : exit.failed;
}

async function cancel({ coordinator, out }: Context, id: string): Promise<ExitCode> {
  const operation = await coordinator.cancel(id);
  const name = safe(operation.id);
  out.answer(operation, () =>
    operation.finishedAt === null
      ? `Operation ${name} is asked to stop. Until it has: muster operations watch ${name}`
      : operationSummary(operation, out.style),
  );
  return exit.done;
}
