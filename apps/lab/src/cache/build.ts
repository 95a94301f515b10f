import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, messageOf } from '../domain/errors.js';
import { mirrorIn } from '../domain/mirror.js';
import { run } from '../system/run.js';

/** A slow mirror must not look like a hanging lab. */
const buildDeadlineMs = 20 * 60_000;

/** Where this machine's own packages come from. @throws LabError when its apt sources name no Debian mirror. */
export function machineMirror(): string {
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  const sources = ['/etc/apt/sources.list', ...files].filter((path) => existsSync(path));
  const mirror = sources.map((path) => mirrorIn(readFileSync(path, 'utf8'))).find(Boolean);
  if (mirror !== undefined) return mirror;
  throw failed("this machine's apt sources name no Debian mirror: name one with --mirror URL");
}

/**
 * Runs a script that builds something of the cache, once on this machine at a time.
 * @param what in words, for its error. @param path what it makes; `$1` of the script. @param args `$2`….
 */
export async function buildOnce(
  what: string,
  path: string,
  script: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  // The kernel frees the lock with its last holder, however that ends; so do the namespaces with what is mounted and runs
  // in them.
  const lock = ['--no-fork', '--exclusive', join(path, '..', '.lock')];
  const isolate = ['unshare', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];
  const command = ['sh', '-c', script, 'muster-lab', path, ...args];
  try {
    await run('flock', [...lock, ...isolate, '--', ...command], {
      signal,
      deadlineMs: buildDeadlineMs,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw failed(`Cannot build ${what}: ${messageOf(error)}`, error);
  }
}
