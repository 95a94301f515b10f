import type { Stamped } from '../client/event.js';
import type { Context } from '../context.js';
import { isTerminal } from '../io.js';
import { lineOf } from '../view/line.js';
import { frame } from '../view/live.js';
import { initialProgress, type Progress } from '../view/progress.js';

/** Shows an operation while it runs. */
export type Display = {
  show(event: Stamped, after: Progress): void;
  /** Something about the watching itself. */
  note(text: string): void;
  end(): void;
};

/** A table that moves on a terminal; plain lines, one an event, for files, pipes and programs. */
export async function displayFor(context: Context): Promise<Display> {
  const { out, io } = context;
  const live = out.format === 'table' && isTerminal(out.screen, io.env);
  return live ? liveDisplay(context) : lineDisplay(context);
}

function lineDisplay({ out }: Context): Display {
  return {
    show: (event, after) => out.say(lineOf(event, after)),
    note: (text) => out.complain(text),
    end: () => undefined,
  };
}

const frameMs = 120;

async function liveDisplay({ io, out }: Context): Promise<Display> {
  // Loaded only here: it takes a third of the time that a short command needs.
  const { createLogUpdate } = await import('log-update');
  const log = createLogUpdate(out.screen);
  let progress = initialProgress;
  const draw = () => {
    const { columns = 80, rows = 24 } = out.screen;
    log(frame(progress, io.now(), { columns, rows }, out.style));
  };
  const timer = setInterval(draw, frameMs);
  return {
    show(event, after) {
      progress = after;
      if (event.type === 'step.failed' || event.type === 'operation.resumed')
        log.persist(lineOf(event, after));
    },
    note: (text) => log.persist(out.style.warn(text)),
    end() {
      clearInterval(timer);
      draw();
      log.done();
    },
  };
}
