import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, messageOf } from '../domain/errors.js';
import type { EngineChoice, EngineSource } from '../domain/engines.js';
import { engineSources } from '../domain/engines.js';
import { mirrorIn } from '../domain/mirror.js';
import { buildRootScript } from '../scripts/root.js';
import { requireCommands } from './requirements.js';
import { run } from '../system/run.js';

/** A slow mirror must not look like a hanging lab. */
const buildDeadlineMs = 20 * 60_000;

export interface RootSources {
  /** Folder for what is kept between labs. */
  readonly cache: string;
  /** URL of a Debian mirror; that of this machine's own packages when absent. */
  readonly mirror?: string;
}

const rootPath = (cache: string, source: EngineSource): string =>
  join(cache, 'roots', source.suite);

/**
 * The folder with an engine's file system; null for the machine's own. Built when the cache has none.
 * @throws LabError when it cannot be built.
 */
export async function ensureRoot(
  choice: EngineChoice,
  from: RootSources,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<string | null> {
  if (choice.kind === 'machine') return null;
  const { source } = choice;
  const path = rootPath(from.cache, source);
  if (existsSync(path)) return path;
  const base = engineSources.find(({ suite }) => suite === source.basedOn);
  if (base !== undefined) {
    await ensureRoot({ kind: 'root', version: base.version, source: base }, from, log, signal);
  }
  requireCommands(['debootstrap', 'flock', 'unshare', 'chroot']);
  log(`building the root of Engine ${choice.version} (Debian ${source.suite}) in ${path}, once`);
  await build(
    source,
    path,
    base === undefined ? '' : rootPath(from.cache, base),
    from.mirror ?? machineMirror(),
    signal,
  );
  return path;
}

/** Where this machine's own packages come from. @throws LabError when its apt sources name no Debian mirror. */
function machineMirror(): string {
  const parts = '/etc/apt/sources.list.d';
  const files = existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : [];
  const sources = ['/etc/apt/sources.list', ...files].filter((path) => existsSync(path));
  const mirror = sources.map((path) => mirrorIn(readFileSync(path, 'utf8'))).find(Boolean);
  if (mirror !== undefined) return mirror;
  throw failed("this machine's apt sources name no Debian mirror: name one with --mirror URL");
}

async function build(
  source: EngineSource,
  path: string,
  basePath: string,
  mirror: string,
  signal: AbortSignal,
): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true });
  // The kernel frees the lock with its last holder, however that ends; so do the namespaces with what is mounted and runs
  // in them.
  const lock = ['--no-fork', '--exclusive', join(path, '..', '.lock')];
  const isolate = ['unshare', '--mount', '--pid', '--mount-proc', '--fork', '--kill-child'];
  const script = ['sh', '-c', buildRootScript, 'muster-lab', path, source.suite, mirror, basePath];
  try {
    await run('flock', [...lock, ...isolate, '--', ...script], {
      signal,
      deadlineMs: buildDeadlineMs,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw failed(`Cannot build the root of Engine ${source.version}: ${messageOf(error)}`, error);
  }
}
