import { readFileSync, rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { failed } from '../domain/errors.js';
import { downCommand } from '../domain/names.js';
import { mountsBelow } from '../system/mounts.js';
import { dataRoot, labPaths, stateRoot } from '../domain/paths.js';
import { removeCgroups } from '../system/cgroups.js';
import { restoreNeighbours } from '../system/neighbours.js';
import { bootId, isRunning, sendSignal, waitUntil } from '../system/processes.js';
import { run } from '../system/run.js';
import { labsWithState, load } from '../system/store.js';
import { labsWithTraces, runningIn } from './traces.js';

/** The kernel takes namespaces apart one after the other. */
const endDeadlineMs = 60_000;

/**
 * Takes away whatever there is of a lab, by what is found on the machine and not by what a file says. Harmless when there
 * is nothing. @returns whether there was anything.
 */
export async function takeDown(lab: string): Promise<boolean> {
  if (!labsWithTraces().includes(lab)) return false;
  await stopBuilder(lab);
  await endProcesses(lab);
  const { state, data } = labPaths(lab);
  await unmountBelow(data);
  await unmountBelow(state);
  if (!(await removeCgroups(lab))) {
    throw failed(`Lab "${lab}": its cgroups could not be removed: run ${downCommand(lab)} again.`);
  }
  // The state folder goes last: while it stands, the name is taken and an interrupted "down" can be seen.
  await run('rm', ['-rf', '--one-file-system', data], { deadlineMs: 120_000 });
  await run('rm', ['-rf', '--one-file-system', state]);
  restoreNeighbours(labsWithState().map((other) => load(other)?.hosts.length ?? 0));
  removeIfEmpty(dataRoot);
  removeIfEmpty(stateRoot);
  return true;
}

/** An `up` of this lab that still runs would go on making what we take away. */
async function stopBuilder(lab: string): Promise<void> {
  const state = load(lab);
  if (state?.phase !== 'starting' || state.bootId !== bootId()) return;
  const { builder } = state;
  if (builder.pid === process.pid) return;
  sendSignal(builder, 'SIGTERM');
  const gone = await waitUntil(() => !isRunning(builder), endDeadlineMs);
  if (!gone) sendSignal(builder, 'SIGKILL');
}

/**
 * With process 1 of a host everything in it ends: dockerd, containers, what was mounted. Looks again until nothing is found
 * twice, because a process that was just being started may have become visible in the meantime.
 */
async function endProcesses(lab: string): Promise<void> {
  let emptyLooks = 0;
  const noneLeft = async (): Promise<boolean> => {
    const found = runningIn(lab);
    for (const each of found) sendSignal(each, 'SIGKILL');
    emptyLooks = found.length === 0 ? emptyLooks + 1 : 0;
    if (emptyLooks === 1) await sleep(20);
    return emptyLooks > 1;
  };
  if (await waitUntil(noneLeft, endDeadlineMs)) return;
  const left = runningIn(lab).map(({ pid }) => pid);
  throw failed(`Lab "${lab}": processes ${left.join(', ')} do not end, although they were killed.`);
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = mountsBelow(readFileSync('/proc/self/mountinfo', 'utf8'), folder);
  for (const mount of mounts) await run('umount', ['-n', '-l', mount]);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another lab lives there, or it is gone already.
  }
}
