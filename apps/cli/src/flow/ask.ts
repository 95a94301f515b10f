import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Context } from '../context.js';
import { isTerminal } from '../io.js';
import { Stop } from '../stop.js';

/** Fails at once, before anything is planned, when a question would come that nobody can answer. */
export function mustBeAbleToAsk({ io, out }: Context, yes: boolean, stdinUsed = false): void {
  if (yes) return;
  const canAsk = io.stdin.isTTY === true && isTerminal(out.screen, io.env) && !stdinUsed;
  if (canAsk) return;
  throw Stop.usage(
    'there is no terminal to ask for a confirmation on',
    'Add --yes to go on without a question.',
  );
}

/** Only `y` and `yes` are a yes; the end of the input is a no. */
export async function ask({ io, out }: Context, question: string): Promise<boolean> {
  out.screen.write(`${question} [y/N] `);
  const answer = await nextLine(io.stdin, io.interrupt);
  // Nobody pressed Enter, so the cursor is still behind the question.
  if (answer === undefined) out.screen.write('\n');
  io.interrupt.throwIfAborted();
  return /^\s*y(es)?\s*$/i.test(answer ?? '');
}

/** Undefined at the end of the input, and when the signal aborts. */
async function nextLine(input: Readable, signal: AbortSignal): Promise<string | undefined> {
  // A reader made after the end would wait for ever.
  if (input.readableEnded || signal.aborted) return undefined;
  // `terminal: false`: the terminal itself edits the line, and Ctrl-C stays a signal.
  const lines = createInterface({ input, terminal: false, signal });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => resolve(undefined));
  });
}
