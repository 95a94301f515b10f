/** A function, so that no earlier look at the signal is taken for granted. */
export const isAborted = (signal: AbortSignal): boolean => signal.aborted;
