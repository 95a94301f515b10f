import type { Readable, Writable } from 'node:stream';

/** What the command touches of its process, so that tests can bring their own. */
export type Io = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly interrupt: AbortSignal;
};

/** A stream that may be a terminal. `columns` and `rows` are counted in characters. */
export type Screen = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

export const isTerminal = (screen: Screen, env: Io['env']): boolean =>
  screen.isTTY === true && env['TERM'] !== 'dumb';
