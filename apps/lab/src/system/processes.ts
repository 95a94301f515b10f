import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownerVariable } from '../scripts/inits.js';
import type { Belonging } from './ownership.js';
import type { ProcessRef } from '../domain/state.js';

export interface ProcessInfo extends Belonging {
  /** Clock ticks since boot. */
  readonly startTime: number;
  readonly pidns: string | undefined;
}

/** Every process that runs; what is dead and only waits for its parent is left out. */
export function listProcesses(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => describe(Number(entry)) ?? []);
}

function describe(pid: number): ProcessInfo | undefined {
  const startTime = startTimeOf(pid);
  if (startTime === undefined) return undefined;
  const owner = ownerOf(pid);
  const pidns = namespaceOf(pid, 'pid');
  // Only asked where it matters: it costs one more file per process.
  const isInit = owner !== undefined && pidns !== ourPidns && innerPidOf(pid) === 1;
  return { pid, startTime, netns: namespaceOf(pid, 'net'), pidns, owner, isInit };
}

/** Clock ticks since boot; undefined when no such process runs. @param proc a host's own /proc has its own pids. */
export function startTimeOf(pid: number, proc = '/proc'): number | undefined {
  const stat = readOrNothing(`${proc}/${String(pid)}/stat`);
  // The second field is the command's name in parentheses, which may hold anything: count from its end.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return Number(fields[19]);
}

export const isRunning = (ref: ProcessRef): boolean => startTimeOf(ref.pid) === ref.startTime;

export function refOf(pid: number): ProcessRef | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

const ourPidns = namespaceOf(process.pid, 'pid');

export function namespaceOf(pid: number, kind: 'net' | 'pid'): string | undefined {
  try {
    return readlinkSync(`/proc/${String(pid)}/ns/${kind}`);
  } catch {
    return undefined;
  }
}

/** Its pid as seen from the innermost pid namespace that it is in. */
export function innerPidOf(pid: number): number | undefined {
  const status = readOrNothing(`/proc/${String(pid)}/status`);
  const line = /^NSpid:\s+(.*)$/m.exec(status ?? '')?.[1];
  const innermost = line?.split(/\s+/).at(-1);
  return innermost === undefined ? undefined : Number(innermost);
}

function ownerOf(pid: number): string | undefined {
  const prefix = `${ownerVariable}=`;
  const variable = readOrNothing(`/proc/${String(pid)}/environ`)
    ?.split('\0')
    .find((entry) => entry.startsWith(prefix));
  return variable?.slice(prefix.length);
}

export const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

/** @returns false when the process has already gone. */
export function sendSignal(ref: ProcessRef, signal: NodeJS.Signals): boolean {
  if (!isRunning(ref)) return false;
  try {
    process.kill(ref.pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Asks again and again until `done`. @returns whether it came to pass within `deadlineMs`. */
export async function waitUntil(
  done: () => boolean | Promise<boolean>,
  deadlineMs: number,
  options: { readonly everyMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (!(await done())) {
    if (performance.now() > end) return false;
    await sleep(options.everyMs ?? 50, undefined, { signal: options.signal });
  }
  return true;
}

/** A process may end between being listed and being read: that is not an error. */
function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
