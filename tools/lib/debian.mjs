// The distribution's packages that a lab of real hosts needs. Node's built-ins only.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Package → a command that does as well if it came from elsewhere (e.g. dockerd of Docker's own packages). */
const wanted = {
  'docker.io': 'dockerd',
  nftables: 'nft',
  iptables: 'iptables',
  iproute2: 'ip',
  'util-linux': 'nsenter',
  procps: 'ps',
  socat: 'socat',
  debootstrap: 'debootstrap',
  // Hosts with a kernel of their own.
  'qemu-system-x86': 'qemu-system-x86_64',
  'qemu-utils': 'qemu-img',
  e2fsprogs: 'mkfs.ext4',
  'ca-certificates': undefined,
  // The lab's images consist of it, so it must be the static one.
  'busybox-static': undefined,
};

class DebianError extends Error {}

function onPath(command) {
  const dirs = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return dirs.some((dir) => {
    try {
      accessSync(join(dir, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What dpkg calls installed; nothing on a machine without dpkg. */
function installed() {
  const format = '${Package} ${db:Status-Status}\\n';
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format, ...Object.keys(wanted)], {
    encoding: 'utf8',
  });
  const lines = (stdout ?? '').split('\n').filter((line) => line.endsWith(' installed'));
  return new Set(lines.map((line) => line.split(' ')[0]));
}

/** The names of the packages that have to be installed. */
function missing() {
  const have = installed();
  return Object.entries(wanted)
    .filter(([name, command]) => !have.has(name) && !(command && onPath(command)))
    .map(([name]) => name);
}

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const policyFile = '/usr/sbin/policy-rc.d';
const policy =
  '#!/bin/sh\n# Written by the set-up of Muster while it installs packages; may be removed.\nexit 101\n';

/**
 * Runs `act` while packages may not start services: docker.io would start a dockerd that nobody asked for. A policy
 * that the machine already has stays in force instead.
 */
function withoutStartingServices(act) {
  const leftover = existsSync(policyFile) && readFileSync(policyFile, 'utf8') === policy;
  const mine = leftover || !existsSync(policyFile);
  // Ctrl-C ends apt-get; this process goes on to tidy up after it.
  const ignore = () => undefined;
  for (const signal of interruptions) process.on(signal, ignore);
  try {
    if (mine) writeFileSync(policyFile, policy, { mode: 0o755 });
    act();
  } finally {
    if (mine) rmSync(policyFile, { force: true });
    for (const signal of interruptions) process.off(signal, ignore);
  }
}

function apt(args, advice) {
  const { status, error } = spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (error) throw new DebianError(`apt-get could not be started (${error.message}). ${advice}`);
  if (status !== 0) throw new DebianError(`apt-get ${args[0]} failed (see above). ${advice}`);
}

/** Installs packages without starting any service. Throws an error that says what to do instead if it cannot. */
function install(packages) {
  const command = `apt-get update && apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (!onPath('apt-get')) {
    throw new DebianError(
      `this machine has no apt-get; install what corresponds to these Debian packages: ${packages.join(' ')}`,
    );
  }
  if (process.getuid() !== 0) {
    throw new DebianError(
      `packages are missing and only root can install them. Run as root: ${command}`,
    );
  }
  console.log(`setup: installing Debian packages: ${packages.join(' ')}`);
  const advice = `Missing: ${packages.join(' ')}. Once it can work, run: ${command}`;
  withoutStartingServices(() => {
    apt(['update', '-q'], advice);
    apt(['install', '-q', '-y', '--no-install-recommends', ...packages], advice);
  });
}

export const debianPackages = { missing, install, Error: DebianError };
