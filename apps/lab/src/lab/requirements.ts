import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { failed } from '../domain/errors.js';
import { plainEnv, run } from '../system/run.js';
import { engineVersionOf } from '../domain/engines.js';

/** Which Debian package has a command. */
const packages: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  setsid: 'util-linux',
  flock: 'util-linux',
  debootstrap: 'debootstrap',
  chroot: 'coreutils',
  iptables: 'iptables',
  containerd: 'containerd',
  runc: 'runc',
  tar: 'tar',
  'qemu-system-x86_64': 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
  'mkfs.ext4': 'e2fsprogs',
  busybox: 'busybox-static',
  socat: 'socat',
};

/** @throws LabError unless this is Linux and we are root. */
export function requireRoot(): void {
  if (process.platform !== 'linux') {
    throw failed(
      `muster-lab makes its hosts from Linux namespaces, and this is ${process.platform}: run it on Linux.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw failed(
      'muster-lab makes network namespaces and mounts, which only root may: run it with sudo.',
    );
  }
}

/** @throws LabError that names every missing command and the packages that have them. */
export function requireCommands(commands: readonly string[]): void {
  const missing = commands.filter((command) => findCommand(command) === undefined);
  if (missing.length === 0) return;
  const install = [...new Set(missing.map((command) => packages[command] ?? command))].join(' ');
  throw failed(
    `Missing on this machine: ${missing.join(', ')}. On Debian or Ubuntu: apt-get install ${install}`,
  );
}

/** `major.minor` of the machine's dockerd; undefined when there is none. */
export async function machineEngineVersion(signal: AbortSignal): Promise<string | undefined> {
  if (findCommand('dockerd') === undefined) return undefined;
  return engineVersionOf(await run('dockerd', ['--version'], { signal }));
}

function findCommand(command: string): string | undefined {
  return (plainEnv['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
