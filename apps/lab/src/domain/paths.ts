import { isAbsolute, join } from 'node:path';
import { usage } from './errors.js';

/** Small and short-lived things: sockets, logs, the state file. One folder per lab, one per host in it. */
export const stateRoot = '/run/muster-lab';
/** The engines' images, containers and swarm state. */
export const dataRoot = '/var/lib/muster-lab';
/** What is kept between labs: engine roots and the image. */
export const defaultCache = '/var/cache/muster-lab';
/** The folder of all labs' containers in every cgroup hierarchy. */
export const cgroupRoot = 'muster-lab';

/** Roots in the cache become layers of an overlay, whose mount options are separated by these characters. */
export function parseCache(raw: string): string {
  if (isAbsolute(raw) && !/[:,\\\s]/.test(raw)) return raw;
  throw usage(
    `"${raw}" cannot be the cache: use an absolute path without colons, commas, backslashes and spaces.`,
  );
}

export interface LabPaths {
  readonly state: string;
  readonly data: string;
  readonly stateFile: string;
  /** What VMs start from. */
  readonly initramfs: string;
  /** As dockerd's --cgroup-parent wants it: absolute within each hierarchy. */
  readonly cgroup: string;
}

export interface HostPaths {
  readonly state: string;
  readonly data: string;
  readonly socket: string;
  readonly engineLog: string;
  readonly machineId: string;
  readonly cgroup: string;
}

/** Of a VM, besides those that every host has. */
export interface VmPaths {
  /** Unix socket: where commands are handed in. */
  readonly commands: string;
  /** What its kernel and its process 1 say. */
  readonly consoleLog: string;
  /** What QEMU says, and the relays beside it. */
  readonly machineLog: string;
  readonly disk: string;
}

export const labPaths = (lab: string): LabPaths => ({
  state: join(stateRoot, lab),
  data: join(dataRoot, lab),
  stateFile: join(stateRoot, lab, 'state.json'),
  initramfs: join(stateRoot, lab, 'initramfs'),
  cgroup: join('/', cgroupRoot, lab),
});

export function hostPaths(lab: string, host: string): HostPaths {
  const state = join(stateRoot, lab, host);
  return {
    state,
    data: join(dataRoot, lab, host),
    socket: join(state, 'docker.sock'),
    engineLog: join(state, 'engine.log'),
    machineId: join(state, 'machine-id'),
    cgroup: join('/', cgroupRoot, lab, host),
  };
}

export function vmPaths(lab: string, host: string): VmPaths {
  const { state, data } = hostPaths(lab, host);
  return {
    commands: join(state, 'commands.sock'),
    consoleLog: join(state, 'console.log'),
    machineLog: join(state, 'machine.log'),
    disk: join(data, 'disk.qcow2'),
  };
}
