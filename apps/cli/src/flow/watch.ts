import type { OperationAnswer } from '@muster/api';
import { unknownForm } from '../client/answer.js';
import type { Stamped } from '../client/event.js';
import { follow } from '../client/events.js';
import type { Context } from '../context.js';
import { Stop } from '../stop.js';
import { foldProgress, initialProgress, type Progress } from '../view/progress.js';
import { displayFor, type Display } from './display.js';

/** Shows the operation until it is over, and answers how it ended. Ctrl-C ends the watching, not the operation. */
export async function watch(context: Context, operation: string): Promise<OperationAnswer> {
  const display = await displayFor(context);
  try {
    await showAll(context, operation, display);
  } catch (thrown) {
    throw context.io.interrupt.aborted ? goesOn(operation) : thrown;
  } finally {
    display.end();
  }
  return context.coordinator.operation(operation);
}

async function showAll(context: Context, operation: string, display: Display): Promise<void> {
  let progress = initialProgress;
  const { address } = context.coordinator;
  for await (const event of follow(address, operation, {
    signal: context.io.interrupt,
    onLost: (why, ms) =>
      display.note(
        `${why.message}; trying again for up to ${Math.round(ms / 1_000)} s (the operation is the coordinator's, which takes it up again)`,
      ),
    onBack: () => display.note('connected to the coordinator again'),
  })) {
    progress = fold(context, progress, event);
    display.show(event, progress);
  }
}

/** A step of a kind that this command does not know has no title that we could show. */
function fold(context: Context, progress: Progress, event: Stamped): Progress {
  try {
    return foldProgress(progress, event);
  } catch (cause) {
    const what = `event ${event.seq}`;
    throw unknownForm(
      context.coordinator.address,
      what,
      `a ${event.type} that makes no sense`,
      cause,
    );
  }
}

const goesOn = (operation: string): Stop =>
  Stop.interrupted(
    `stopped watching; operation ${operation} goes on in the coordinator`,
    `Watch it again: muster operations watch ${operation}`,
    `Cancel it: muster operations cancel ${operation}`,
  );
