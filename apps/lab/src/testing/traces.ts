import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listProcesses, namespaceOf } from '../system/processes.js';

/**
 * Everything on this machine that has to do with a lab, found by other means than `down` finds it: processes in the given
 * network namespaces, processes that name it, mounts, cgroups, folders.
 */
export async function tracesOf(lab: string, networks: readonly string[] = []): Promise<string[]> {
  const running = listProcesses()
    .filter(({ owner, netns }) => owner === lab || networks.includes(netns ?? ''))
    .map(({ pid }) => `process ${pid}`);
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`/muster-lab/${lab}/`));
  const folders = await Promise.all(
    ['/run', '/var/lib', '/sys/fs/cgroup', ...(await below('/sys/fs/cgroup'))].map(
      async (parent) => {
        const labs = await below(join(parent, 'muster-lab'));
        return labs.filter((path) => path.endsWith(`/muster-lab/${lab}`));
      },
    ),
  );
  return [...running, ...mounts, ...folders.flat()];
}

/**
 * The network namespaces of whatever carries the lab's name, without the one we are in. They are held open until this process
 * ends: the kernel gives the number of one that is gone to the next, which may be another test's.
 */
export function networksOf(lab: string): string[] {
  const held = new Set<string>();
  const ours = namespaceOf(process.pid, 'net');
  for (const { pid } of listProcesses().filter(({ owner }) => owner === lab)) {
    const namespace = open(`/proc/${pid}/ns/net`);
    if (namespace === undefined) continue;
    const netns = `net:[${fstatSync(namespace).ino}]`;
    if (netns === ours || held.has(netns)) closeSync(namespace);
    else held.add(netns);
  }
  return [...held];
}

/** Undefined where the process has ended meanwhile. */
function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

async function below(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
