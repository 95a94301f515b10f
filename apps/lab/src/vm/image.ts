import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { engineSources } from '../domain/engines.js';
import { failed } from '../domain/errors.js';
import { requireCommands } from '../lab/requirements.js';
import { buildOnce, machineMirror } from '../cache/build.js';
import { ensureRoot, type RootSources } from '../cache/roots.js';
import { buildVmScript } from './image-script.js';

/** What VMs of all labs start from, in the cache. */
export interface VmImage {
  /** Raw image of an ext4 file system; each VM has its own changes to it. */
  readonly disk: string;
  readonly kernel: string;
  /** Folder of what the kernel needs to find its disk. */
  readonly modules: string;
}

/** `major.minor` of the Engine on every VM. */
export const vmEngine = '26.1';

/** Networks of the fabric lead to a VM through it. */
const tunDevice = '/dev/net/tun';

/** @throws LabError that says what this machine lacks for VMs. */
export function requireVms(): void {
  if (process.arch !== 'x64') {
    throw failed(`VMs are made for amd64, and this machine is ${process.arch}: leave out --vms.`);
  }
  requireCommands(['qemu-system-x86_64', 'qemu-img', 'busybox', 'socat']);
  try {
    accessSync(tunDevice, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw failed(`VMs need ${tunDevice}: load it with "modprobe tun", or leave out --vms.`, error);
  }
}

/** Built when the cache has none that was made in the same way. @throws LabError when it cannot be built. */
export async function ensureVmImage(
  from: RootSources,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<VmImage> {
  const source = engineSources.find(({ version }) => version === vmEngine);
  if (source === undefined) throw new RangeError(`no source of Engine ${vmEngine}`);
  const madeBy = createHash('sha256').update(buildVmScript).digest('hex').slice(0, 8);
  const path = join(from.cache, 'vms', `${source.suite}-node${process.versions.node}-${madeBy}`);
  if (!existsSync(path)) {
    requireCommands(['debootstrap', 'flock', 'unshare', 'chroot', 'mkfs.ext4']);
    const root = await ensureRoot({ kind: 'root', version: vmEngine, source }, from, log, signal);
    log(`building what VMs start from in ${path}, once`);
    const mirror = from.mirror ?? machineMirror();
    const args = [root ?? '', mirror, source.suite, process.execPath];
    await buildOnce('what VMs start from', path, buildVmScript, args, signal);
  }
  return {
    disk: join(path, 'disk.img'),
    kernel: join(path, 'vmlinuz'),
    modules: join(path, 'modules'),
  };
}
