import { hostAddress } from '../domain/addresses.js';
import { chooseEngines, engineOf } from '../domain/engines.js';
import { hostName } from '../domain/names.js';
import type { HostState } from '../domain/state.js';
import { machineEngineVersion, requireCommands } from '../lab/requirements.js';
import { ensureVmImage, requireVms, vmEngine, type VmImage } from '../vm/image.js';
import { ensureImageTarball } from './busybox.js';
import { ensureRoot, type RootSources } from './roots.js';

export interface HostOptions extends RootSources {
  /** How many of namespaces. */
  readonly hosts: number;
  /** How many with a kernel of their own; their numbers follow. */
  readonly vms: number;
  /** `major.minor` each, for the hosts of namespaces; empty: the machine's own. */
  readonly engines: readonly string[];
  readonly image: boolean;
}

/** Everything that hosts are made of, in the cache. */
export interface Prepared {
  readonly hosts: readonly HostState[];
  /** Path of a tarball that becomes an image on every host. */
  readonly image: string | undefined;
  readonly vmImage: VmImage | undefined;
}

type Log = (line: string) => void;

/** Builds what the cache has not yet. @throws LabError also when this machine lacks something. */
export async function prepare(
  options: HostOptions,
  log: Log,
  signal: AbortSignal,
): Promise<Prepared> {
  if (options.vms > 0) requireVms();
  const namespaces = options.hosts > 0 ? await planNamespaces(options, log, signal) : [];
  const vmImage = options.vms > 0 ? await ensureVmImage(options, log, signal) : undefined;
  const image = options.image ? await ensureImageTarball(options.cache, signal) : undefined;
  const vms = Array.from({ length: options.vms }, (_, index): HostState => ({
    ...nameOf(options.hosts + index + 1),
    kind: 'vm',
    engine: vmEngine,
    root: null,
  }));
  return { hosts: [...namespaces, ...vms], image, vmImage };
}

async function planNamespaces(
  options: HostOptions,
  log: Log,
  signal: AbortSignal,
): Promise<HostState[]> {
  const choices = chooseEngines(options.engines, await machineEngineVersion(signal));
  // Another release's root brings its own.
  if (choices.some(({ kind }) => kind === 'machine'))
    requireCommands(['iptables', 'containerd', 'runc']);
  const roots: (string | null)[] = [];
  for (const choice of choices) roots.push(await ensureRoot(choice, options, log, signal));
  return Array.from({ length: options.hosts }, (_, index) => ({
    ...nameOf(index + 1),
    kind: 'namespaces',
    engine: engineOf(choices, index).version,
    root: engineOf(roots, index),
  }));
}

/** @param number counts from 1. */
const nameOf = (number: number): Pick<HostState, 'name' | 'address'> => ({
  name: hostName(number),
  address: hostAddress(number),
});
