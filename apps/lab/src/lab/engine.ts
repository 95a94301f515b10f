import { readFileSync } from 'node:fs';
import { failed, messageOf } from '../domain/errors.js';
import { hostPaths } from '../domain/paths.js';
import { engineStartScript } from '../scripts/inits.js';
import type { HostState, ProcessRef } from '../domain/state.js';
import { engineVersion, isAnswering } from '../system/engine-api.js';
import { runIn } from '../system/namespaces.js';
import {
  innerPidOf,
  isRunning,
  namespaceOf,
  sendSignal,
  startTimeOf,
  waitUntil,
  type ProcessInfo,
} from '../system/processes.js';
import { lastLines } from '../system/run.js';

/** A busy machine takes its time: 128 engines on 2 cores start within 40 seconds. */
const startDeadlineMs = 120_000;
/** dockerd gives its containers 10 seconds, all at once, before it kills them. */
const stopDeadlineMs = 60_000;

/**
 * Starts a host's dockerd and waits until it answers.
 * @returns its version, e.g. `20.10.24+dfsg1`.
 * @throws LabError with the last lines of its log when it ends or does not answer in time.
 */
export async function startEngine(
  lab: string,
  host: HostState,
  init: ProcessRef,
  extraArgs: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { socket, engineLog } = hostPaths(lab, host.name);
  const command = [
    'sh',
    '-c',
    engineStartScript,
    'muster-lab',
    ...engineArgs(lab, host),
    ...extraArgs,
  ];
  const said = await runIn(lab, init, ['mount', 'uts', 'net', 'pid'], command, { signal });
  const proc = `/proc/${String(init.pid)}/root/proc`;
  const ended = (): boolean => startTimeOf(Number(said), proc) === undefined;
  const answers = async (): Promise<boolean> => isAnswering(socket, signal);
  const settled = async (): Promise<boolean> => (await answers()) || ended();
  const inTime = await waitUntil(settled, startDeadlineMs, { everyMs: 100, signal });
  try {
    if (!inTime) throw failed(`no answer within ${String(startDeadlineMs / 1000)} s`);
    if (ended()) throw failed('it ended');
    return await engineVersion(socket, signal);
  } catch (error) {
    signal.throwIfAborted();
    const what = `The engine of ${host.name} did not start: ${messageOf(error)}`;
    throw failed(`${what}. The end of its log, ${engineLog}:\n${endOf(engineLog)}`, error);
  }
}

/** The log file, then what dockerd is given. */
function engineArgs(lab: string, host: HostState): string[] {
  const { engineLog, socket, cgroup } = hostPaths(lab, host.name);
  return [
    engineLog,
    // Everything else is where an engine has it by default: those places are the host's own.
    // Group root: the id of a root folder's group docker may be another group's on the machine.
    ...['--host', `unix://${socket}`, '--group', 'root'],
    // cgroupfs, because there is no systemd on a host to ask; a parent of its own, so that nothing is left behind.
    ...['--cgroup-parent', cgroup, '--exec-opt', 'native.cgroupdriver=cgroupfs'],
  ];
}

/** A host's dockerd among all processes of the machine; undefined when it does not run. */
export function findEngine(
  processes: readonly ProcessInfo[],
  init: ProcessRef,
): ProcessInfo | undefined {
  if (!isRunning(init)) return undefined;
  const innerPid = enginePidFile(init);
  const pidns = namespaceOf(init.pid, 'pid');
  return processes.find((each) => each.pidns === pidns && innerPidOf(each.pid) === innerPid);
}

/** Ends a host's dockerd and waits until it has gone. Its containers may live on, as on a real host. */
export async function stopEngine(
  engine: ProcessRef,
  host: string,
  how: 'SIGTERM' | 'SIGKILL',
  signal: AbortSignal,
): Promise<void> {
  sendSignal(engine, how);
  const gone = await waitUntil(() => !isRunning(engine), stopDeadlineMs, { signal });
  if (gone) return;
  throw failed(
    `The engine of ${host} did not stop within ${String(stopDeadlineMs / 1000)} s: try again with --kill.`,
  );
}

/** The pid which dockerd wrote down, as seen within its host. */
function enginePidFile(init: ProcessRef): number | undefined {
  try {
    return Number(readFileSync(`/proc/${String(init.pid)}/root/run/docker.pid`, 'utf8'));
  } catch {
    return undefined;
  }
}

function endOf(log: string): string {
  try {
    return lastLines(readFileSync(log, 'utf8'), 5);
  } catch {
    return '(there is no log)';
  }
}
