import { readFileSync } from 'node:fs';
import { failed, messageOf } from '../domain/errors.js';
import { hostPaths, vmPaths } from '../domain/paths.js';
import type { HostState, ProcessRef } from '../domain/state.js';
import { engineVersion, isAnswering } from '../system/engine-api.js';
import { isRunning, waitUntil } from '../system/processes.js';
import { lastLines } from '../system/run.js';
import { askRemotely } from './client.js';

/** An emulated processor takes half a minute alone, and several times that beside others on a busy machine. */
const bootDeadlineMs = 300_000;
/** dockerd gives its containers 10 seconds, all at once, before it kills them. */
const stopDeadlineMs = 90_000;
const askDeadlineMs = 20_000;
/** Each look costs the emulated processor what its Engine needs to start. */
const lookEveryMs = 2_000;

/**
 * Waits until a VM has booted and its Engine answers.
 * @param other a boot that is not waited for, because it is over.
 * @returns the Engine's version.
 * @throws LabError with the last lines of its console.
 */
export async function awaitEngine(
  lab: string,
  host: HostState,
  init: ProcessRef,
  signal: AbortSignal,
  other?: string,
): Promise<string> {
  const { socket } = hostPaths(lab, host.name);
  const ended = (): boolean => !isRunning(init);
  let last: State | undefined;
  const settled = async (): Promise<boolean> => {
    if (ended()) return true;
    last = await stateIfAny(lab, host.name, signal);
    if (last === undefined || last.bootId === other) return false;
    return last.engine === 'ended' || isAnswering(socket, signal);
  };
  const inTime = await waitUntil(settled, bootDeadlineMs, { everyMs: lookEveryMs, signal });
  try {
    if (ended()) throw failed('it ended');
    if (inTime && last?.engine === 'ended') throw failed('dockerd ended');
    if (!inTime) throw failed(`no answer within ${String(bootDeadlineMs / 1000)} s`);
    return await engineVersion(socket, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { consoleLog, machineLog } = vmPaths(lab, host.name);
    const { engineLog } = hostPaths(lab, host.name);
    const said = [machineLog, consoleLog, engineLog]
      .map((log) => `${log}:\n${endOf(log)}`)
      .join('\n');
    throw failed(
      `The VM ${host.name} did not start: ${messageOf(error)}. The end of ${said}`,
      error,
    );
  }
}

interface State {
  /** What the kernel calls this boot. */
  readonly bootId: string;
  readonly engine: 'running' | 'ended';
}

async function stateOf(lab: string, host: string, signal: AbortSignal): Promise<State> {
  const said = await ask(lab, host, ['/run/lab/engine', 'state'], signal);
  const [bootId = '', engine] = said.split('\n');
  return { bootId, engine: engine === 'running' ? engine : 'ended' };
}

/** undefined while no commands are taken. */
async function stateIfAny(
  lab: string,
  host: string,
  signal: AbortSignal,
): Promise<State | undefined> {
  try {
    return await stateOf(lab, host, signal);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Does nothing when it does not run. */
export async function stopEngine(
  lab: string,
  host: string,
  how: 'SIGTERM' | 'SIGKILL',
  signal: AbortSignal,
): Promise<void> {
  const command = ['/run/lab/engine', 'stop', how.replace('SIG', '')];
  await ask(lab, host, command, signal, stopDeadlineMs);
}

/** Starts dockerd, which must not run, and waits until it answers. @returns its version. */
export async function startEngine(
  lab: string,
  host: HostState,
  init: ProcessRef,
  flags: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  await ask(lab, host.name, ['/run/lab/engine', 'start', ...flags], signal);
  return awaitEngine(lab, host, init, signal);
}

/** Has on its disk whatever was written: a hard reboot loses the rest, also the files of an image that was just imported. */
export async function flush(lab: string, host: string, signal: AbortSignal): Promise<void> {
  await ask(lab, host, ['sync'], signal, stopDeadlineMs);
}

/** Starts a VM again and waits until its Engine answers. */
export async function reboot(
  lab: string,
  host: HostState,
  init: ProcessRef,
  how: 'soft' | 'hard',
  signal: AbortSignal,
): Promise<string> {
  const { bootId } = await stateOf(lab, host.name, signal);
  await ask(lab, host.name, ['setsid', '--fork', '/run/lab/reboot', how], signal);
  return awaitEngine(lab, host, init, signal, bootId);
}

const ask = (
  lab: string,
  host: string,
  command: readonly string[],
  signal: AbortSignal,
  deadlineMs = askDeadlineMs,
): Promise<string> =>
  askRemotely(
    vmPaths(lab, host).commands,
    command,
    AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  );

function endOf(log: string): string {
  try {
    return lastLines(readFileSync(log, 'utf8'), 5);
  } catch {
    return '(there is no log)';
  }
}
