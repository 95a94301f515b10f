// Where things are in this workspace. Node's built-ins only: it is used before any package is there.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of the workspace, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Where the packages' commands are. */
export const binDir = join(root, 'node_modules/.bin');

/** The absolute path of a command that an installed package brings. */
export const bin = (name) => join(binDir, name);

/** The Node 24 that comes as a package, or the running one where that package does not exist (another CPU). */
export function node() {
  return existsSync(bin('node')) ? bin('node') : process.execPath;
}

/** All files below `dir`, as sorted relative paths; none when there is no such folder. */
export function files(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true })
    .filter((path) => statSync(join(dir, path)).isFile())
    .sort();
}

/** The absolute paths of all projects' folders. */
export function projectRoots() {
  return ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  );
}

/**
 * The environment for every command that the tools run: Node 24 and the packages' commands first on PATH, and
 * nothing that asks questions, calls home, or leaves a process or a file outside the workspace.
 */
export function environment() {
  return {
    ...process.env,
    PATH: `${binDir}:${process.env.PATH ?? ''}`,
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_INTERACTIVE: 'false',
    NX_TUI: 'false',
    NX_COMPILE_CACHE: 'false',
    BUF_CACHE_DIR: join(root, '.cache/buf'),
  };
}
