import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateRoot } from '../domain/paths.js';
import { messageOf } from '../domain/errors.js';

/**
 * The kernel keeps one table of neighbours for all network namespaces: 1,024 entries by default, while N hosts that all
 * talk to each other need N × N. When it is full, packets are dropped. So the limit is raised for big labs and put back
 * with the last of them; it is the only thing of the machine itself that a lab changes.
 */
const levels = ['gc_thresh1', 'gc_thresh2', 'gc_thresh3'] as const;
const sysctl = (level: string): string => `/proc/sys/net/ipv4/neigh/default/${level}`;
const before = join(stateRoot, 'neighbours.json');

// Twice: the neighbours of containers on overlays count as well.
const entriesFor = (hosts: number): number => 2 * hosts * hosts;

/** What kernels allow unless told otherwise. */
const usual = 1024;

/** @returns a line to show when the limit was changed or may be too low. */
export function makeRoomForNeighbours(hosts: number): string | undefined {
  const needed = entriesFor(hosts);
  if (needed <= usual) return undefined;
  try {
    const now = read();
    if ((now[2] ?? 0) >= needed) return undefined;
    remember(now);
    write([needed / 4, needed / 2, needed].map(Math.ceil));
    return `raised net.ipv4.neigh.default.gc_thresh3 from ${String(now[2])} to ${String(needed)} for the whole machine, until the last big lab is down`;
  } catch (error) {
    return `packets may be lost among ${String(hosts)} hosts, because net.ipv4.neigh.default.gc_thresh3 cannot be raised: ${messageOf(error)}`;
  }
}

/** Puts back what was there before the first big lab, unless one of the others needs more. @param others their hosts. */
export function restoreNeighbours(others: readonly number[]): void {
  try {
    const values = JSON.parse(readFileSync(before, 'utf8')) as number[];
    if (others.some((hosts) => entriesFor(hosts) > (values[2] ?? usual))) return;
    write(values);
    rmSync(before, { force: true });
  } catch {
    // Nothing was changed, or nothing can be: either way nothing is left to do here.
  }
}

const read = (): number[] => levels.map((level) => Number(readFileSync(sysctl(level), 'utf8')));

// From the top down, so that no level is ever above the next.
function write(values: readonly number[]): void {
  for (const index of [2, 1, 0]) writeFileSync(sysctl(levels[index] ?? ''), String(values[index]));
}

function remember(values: readonly number[]): void {
  try {
    writeFileSync(before, JSON.stringify(values), { flag: 'wx' });
  } catch (error) {
    // Another lab has raised it before: what it wrote down is the machine's own value.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
