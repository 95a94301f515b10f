/** How far a clock is ahead of the coordinator's; negative when it is behind. The truth is within ± `errorMs`. */
export type ClockOffset = { readonly offsetMs: number; readonly errorMs: number };

/** One look at a host, in milliseconds since the epoch. */
export type TimedLook = {
  /** By the coordinator's clock. */
  readonly askedMs: number;
  readonly answeredMs: number;
  /** By the host's clock, at some moment between the two. */
  readonly observedMs: number;
};

/**
 * The host looked at its clock somewhere between the question and the answer: the middle is the best guess, and half
 * the round trip what it may be wrong by. Undefined when a time is none.
 */
export function clockOffset({
  askedMs,
  answeredMs,
  observedMs,
}: TimedLook): ClockOffset | undefined {
  const offsetMs = Math.round(observedMs - (askedMs + answeredMs) / 2);
  const errorMs = Math.ceil(Math.abs(answeredMs - askedMs) / 2);
  return Number.isNaN(offsetMs) ? undefined : { offsetMs, errorMs };
}
