/** Exit codes; `muster --help` documents them. Signals end with 128 and the signal's number, as in every shell. */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  blocked: 3,
  differences: 4,
  unknown: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
