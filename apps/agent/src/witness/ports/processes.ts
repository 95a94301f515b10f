import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type Process = { readonly process: string; readonly pid: number };

/** Which processes have which sockets, and whether there were processes that could not be looked into. */
export type Owners = { readonly owners: ReadonlyMap<string, Process>; readonly isPartial: boolean };

/** Where the host is a container itself, nobody may look into it. It opens none of Swarm's ports. */
const init = 1;

/**
 * Finds the processes of this network namespace that have these sockets, by their inodes (proc_pid_fd(5)). Those of the
 * likely name are asked first: looking into all takes 0.1 s on a busy host.
 *
 * @param proc where /proc is.
 */
export function ownersOf(inodes: ReadonlySet<string>, likely: string, proc: string): Owners {
  const owners = new Map<string, Process>();
  let isPartial = false;
  const network = linkOf(`${proc}/self/ns/net`);
  for (const candidate of inOrder(likely, proc)) {
    if (owners.size === inodes.size) break;
    const theirs = linkOf(`${proc}/${candidate.pid}/ns/net`);
    if (theirs === 'denied' && candidate.pid !== init) isPartial = true;
    if (theirs !== network) continue;
    for (const inode of socketsOf(`${proc}/${candidate.pid}/fd`)) {
      if (inodes.has(inode)) owners.set(inode, candidate);
    }
  }
  return { owners, isPartial };
}

function inOrder(likely: string, proc: string): readonly Process[] {
  const processes = readdirSync(proc)
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), process: nameOf(`${proc}/${pid}/comm`) }));
  const isLikely = ({ process }: Process) => process === likely;
  return [...processes.filter(isLikely), ...processes.filter((it) => !isLikely(it))];
}

function* socketsOf(folder: string): Generator<string> {
  for (const descriptor of descriptorsIn(folder)) {
    const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/${descriptor}`) ?? '')?.[1];
    if (inode !== undefined) yield inode;
  }
}

/** Processes and their files may go while one looks. */
function descriptorsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const isDenied = (error: unknown): boolean =>
  ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

/** What the link says; undefined when it is gone, or its process is. */
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    return isDenied(error) ? 'denied' : undefined;
  }
}

function nameOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch {
    return '';
  }
}
