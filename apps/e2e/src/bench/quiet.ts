import { setTimeout as sleep } from 'node:timers/promises';

/** By then Engines and agents that have just started are no longer busy with themselves. Milliseconds. */
const quietMs = 20_000;

/** What is measured begins on a machine that has nothing else to do. */
export const untilQuiet = (): Promise<void> => sleep(quietMs);
