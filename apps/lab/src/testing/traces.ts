import { readFileSync } from 'node:fs';
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

/** The network namespaces of whatever carries the lab's name, without the one we are in. */
export function networksOf(lab: string): string[] {
  const networks = listProcesses().flatMap(({ owner, netns }) =>
    owner === lab && netns ? netns : [],
  );
  return [...new Set(networks)].filter((netns) => netns !== namespaceOf(process.pid, 'net'));
}

async function below(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
