import type { TaskReport } from '@muster/probe';
import { FleetError } from '@muster/kernel';

/** What a task has written so far: lines of JSON, one object each. */
export type TaskOutput = {
  /** From now on it hears signals. */
  readonly isStarted: boolean;
  readonly isDone: boolean;
  /** What it said when it ended. */
  readonly report: TaskReport | undefined;
};

type Line = { readonly started?: true; readonly done?: true; readonly report?: TaskReport };

/** A line that is not whole yet is not there yet. */
export function readOutput(text: string): TaskOutput {
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map(parsed);
  return {
    isStarted: lines.some(({ started }) => started === true),
    isDone: lines.some(({ done }) => done === true),
    report: lines.find(({ report }) => report !== undefined)?.report,
  };
}

function parsed(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch (cause) {
    throw new FleetError('internal', 'the task wrote something that is no JSON', { cause });
  }
}
