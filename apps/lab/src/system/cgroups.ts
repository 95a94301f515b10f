import { readFileSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { cgroupRoot } from '../domain/paths.js';
import { mountsOf } from './mounts.js';
import { waitUntil } from './processes.js';

/** The mounted hierarchies: one per controller with cgroup v1, a single one with v2. */
function hierarchies(): string[] {
  return mountsOf(readFileSync('/proc/self/mountinfo', 'utf8'))
    .filter(({ type }) => type === 'cgroup' || type === 'cgroup2')
    .map(({ target }) => target);
}

/** Names of the labs that have a cgroup anywhere. */
export function labsWithCgroups(): string[] {
  return hierarchies().flatMap((hierarchy) => childrenOf(join(hierarchy, cgroupRoot)));
}

/** Removes a lab's cgroups, which its dead processes may still hold for a moment. @returns whether all are gone. */
export async function removeCgroups(lab: string): Promise<boolean> {
  const folders = hierarchies().map((hierarchy) => join(hierarchy, cgroupRoot, lab));
  const gone = await waitUntil(
    () => folders.filter((folder) => !removeTree(folder)).length === 0,
    10_000,
  );
  // The common parent goes with the last lab.
  for (const folder of folders) removeFolder(join(folder, '..'));
  return gone;
}

function removeTree(folder: string): boolean {
  for (const child of childrenOf(folder)) removeTree(join(folder, child));
  return removeFolder(folder);
}

function removeFolder(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
