import { owners, processesOf } from '../system/ownership.js';
import { labsWithCgroups } from '../system/cgroups.js';
import { listProcesses, namespaceOf, type ProcessInfo } from '../system/processes.js';
import { labsWithFolders } from '../system/store.js';

/** What runs of a lab, agents and shells started by `exec` included. */
export const runningIn = (lab: string): ProcessInfo[] =>
  processesOf(lab, listProcesses(), safeNetworks());

/** Every lab that left anything on this machine: a folder, a process, a cgroup. */
export function labsWithTraces(): string[] {
  const running = owners(listProcesses(), safeNetworks());
  return [...new Set([...labsWithFolders(), ...labsWithCgroups(), ...running])].sort();
}

/**
 * The machine's network and our own (another one inside of a lab). Processes 1 and 2 are the machine's init and the
 * kernel's; where one cannot be read, or is something else in a container, the other or we ourselves will do. A process that
 * is ending has no network to be judged by.
 */
function safeNetworks(): ReadonlySet<string | undefined> {
  return new Set([undefined, ...[1, 2, process.pid].map((pid) => namespaceOf(pid, 'net'))]);
}
