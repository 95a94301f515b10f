import type { Problem } from '@muster/api';
import { exit, type ExitCode } from './exit.js';

/**
 * Ends the command with one clear answer: never a defect of ours, so it is shown without a stack trace. The problem is
 * the coordinator's own, or one in the same form with status 0 when there was no HTTP answer.
 */
export class Stop extends Error {
  override readonly name = 'Stop';

  constructor(
    readonly exitCode: ExitCode,
    readonly problem: Problem,
    options?: { cause?: unknown },
  ) {
    super(problem.detail, options);
  }

  /** What was typed cannot be done. */
  static usage(detail: string, ...remedy: string[]): Stop {
    return new Stop(exit.usage, localProblem('usage', detail, remedy));
  }

  static failed(
    code: string,
    detail: string,
    remedy: readonly string[],
    options?: { cause?: unknown },
  ): Stop {
    return new Stop(exit.failed, localProblem(code, detail, remedy), options);
  }

  /** The user pressed Ctrl-C. */
  static interrupted(detail: string, ...remedy: string[]): Stop {
    return new Stop(exit.interrupted, localProblem('interrupted', detail, remedy));
  }

  /** What the coordinator answered instead. */
  static answered(problem: Problem): Stop {
    const blocked = problem.findings?.some((finding) => finding.severity === 'blocker') === true;
    return new Stop(blocked ? exit.blocked : exit.failed, problem);
  }
}

function localProblem(code: string, detail: string, remedy: readonly string[]): Problem {
  const title = code.replaceAll('-', ' ');
  return {
    type: `urn:muster:problem:${code}`,
    title,
    status: 0,
    code,
    detail,
    remedy: [...remedy],
  };
}
