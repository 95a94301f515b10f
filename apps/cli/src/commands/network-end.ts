import type { Context } from '../context.js';
import { exit, type ExitCode } from '../exit.js';
import { watch } from '../flow/watch.js';
import { networkView } from '../view/networks.js';
import { operationSummary } from '../view/operations.js';

export type Started = {
  readonly fleet: string;
  /** Id. */
  readonly operation: string;
  /** Name of the network to show when it has succeeded; absent when there is none then. */
  readonly shown?: string;
};

/** Watches a change of a network to its end, and shows what came of it. */
export async function finished(
  context: Context,
  { fleet, operation: id, shown }: Started,
): Promise<ExitCode> {
  const { coordinator, out, io } = context;
  const operation = await watch(context, id);
  const isDone = operation.state === 'succeeded';
  const network = isDone && shown !== undefined ? await coordinator.network(fleet, shown) : null;
  if (network !== null && out.format === 'table') out.say(`\n${networkView(network, io.now())}\n`);
  out.answer({ operation, network }, () => operationSummary(operation, out.style));
  return isDone ? exit.done : exit.failed;
}
