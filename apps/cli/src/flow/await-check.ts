import type { CheckAnswer, CheckReport } from '@muster/api';
import type { Context } from '../context.js';
import { isTerminal } from '../io.js';
import { Stop } from '../stop.js';
import { safe } from '../text/text.js';
import { duration } from '../text/time.js';

/** How long the coordinator may keep a question for news, so that progress is seen as it comes. */
const pollMs = 500;

/** Shows how the check goes on, and answers what it found. Throws a Stop when it could not be made. */
export async function awaitCheck(context: Context, id: string): Promise<CheckReport> {
  const progress = await progressFor(context);
  try {
    for (;;) {
      const check = await context.coordinator.check(id, pollMs);
      if (check.report !== null) return check.report;
      if (check.finishedAt !== null) throw notMade(check);
      progress.show(check.progress ?? 'waiting for its turn');
    }
  } catch (thrown) {
    throw context.io.interrupt.aborted ? goesOn(id) : thrown;
  } finally {
    progress.end();
  }
}

const notMade = ({ id, state, reason }: CheckAnswer): Stop =>
  Stop.failed('check-failed', `check ${id} ${state}: ${reason ?? 'no reason was given'}`, []);

const goesOn = (id: string): Stop =>
  Stop.interrupted(
    `stopped waiting; check ${id} goes on in the coordinator`,
    `See what it found: muster checks show ${id}`,
  );

type Progress = { show(text: string): void; end(): void };

/** One line that changes on a terminal; else a line whenever it goes on. */
async function progressFor({ io, out }: Context): Promise<Progress> {
  const startedMs = io.now();
  if (out.format !== 'table' || !isTerminal(out.screen, io.env)) {
    let last = '';
    return {
      show(text) {
        if (text !== last) out.say(`check … ${safe(text)}`);
        last = text;
      },
      end: () => undefined,
    };
  }
  // Loaded only here: it takes a third of the time that a short command needs.
  const { createLogUpdate } = await import('log-update');
  const log = createLogUpdate(out.screen);
  return {
    show: (text) => log(out.style.dim(`${safe(text)} … ${duration(io.now() - startedMs)}`)),
    end: () => log.clear(),
  };
}
