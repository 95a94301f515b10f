/** A check of more hosts takes more of everybody: beyond this many, checks of the fleet become rarer. */
const hostsAtBase = 50;
/** But no rarer than that many base intervals. */
const mostTimes = 12;
/** Agents come back within this after a restart of the coordinator. Milliseconds. */
const returnMs = 30_000;

/**
 * How long between two checks of a fleet, in milliseconds: the base interval up to 50 hosts, beyond that as many times as
 * long as there are times 50 hosts, at most 12 times. With a base of 5 minutes: 100 hosts every 10 minutes, from 600 hosts
 * on every hour.
 */
export const intervalMs = (hosts: number, baseMs: number): number =>
  baseMs * Math.min(mostTimes, Math.max(1, hosts / hostsAtBase));

/** 20 % sooner or later, so that fleets which began together drift apart. @param random in [0, 1). */
export const jittered = (ms: number, random: number): number => ms * (0.8 + 0.4 * random);

/**
 * Before the first check after a start or an `up`: anywhere within one interval, so that many fleets do not begin at once,
 * and not before agents had time to come back. @param random in [0, 1).
 */
export const firstWaitMs = (interval: number, random: number): number =>
  Math.min(returnMs, interval) + interval * random;
