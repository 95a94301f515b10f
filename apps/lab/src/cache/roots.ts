import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineChoice, EngineSource } from '../domain/engines.js';
import { engineSources } from '../domain/engines.js';
import { buildRootScript } from '../scripts/root.js';
import { requireCommands } from '../lab/requirements.js';
import { buildOnce, machineMirror } from './build.js';

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
  const basePath = base === undefined ? '' : rootPath(from.cache, base);
  const args = [source.suite, from.mirror ?? machineMirror(), basePath];
  await buildOnce(`the root of Engine ${choice.version}`, path, buildRootScript, args, signal);
  return path;
}
