import { hostPaths } from '../domain/paths.js';
import type { HostState, LabState, ProcessRef } from '../domain/state.js';
import { engineVersion } from '../system/engine-api.js';
import { bootId, isRunning, listProcesses, type ProcessInfo } from '../system/processes.js';
import { load } from '../system/store.js';
import { findLab } from './find.js';
import { labsWithTraces } from './traces.js';
import { findEngine } from './engine.js';

/** What `status -o json` and `up --json` print for a host. */
export interface HostStatus {
  readonly name: string;
  /** A set of namespaces on the machine's kernel, or a machine with a kernel of its own. */
  readonly kind: 'namespaces' | 'vm';
  readonly address: string;
  /** Whether its namespaces are there, or its QEMU runs. */
  readonly running: boolean;
  readonly engine: {
    /** `major.minor` as asked for. */
    readonly requested: string;
    /** As the engine itself says; null when it does not answer. */
    readonly version: string | null;
    readonly running: boolean;
    /** As seen from the machine; null when it does not run, and in a VM. */
    readonly pid: number | null;
  };
  /** Path of the engine's unix socket. */
  readonly socket: string;
  /** Path of the engine's log. */
  readonly log: string;
}

export interface LabStatus {
  readonly name: string;
  /** `broken`: left by an `up` or `down` that was killed; only `down` helps. */
  readonly phase: 'starting' | 'up' | 'broken';
  /** ISO 8601; null when the state file is lost. */
  readonly createdAt: string | null;
  readonly hosts: readonly HostStatus[];
}

/** @param lab undefined: all labs. @throws LabError when the named one is not there. */
export async function statusOf(lab: string | undefined): Promise<LabStatus[]> {
  const names = lab === undefined ? labsWithTraces() : [lab];
  if (lab !== undefined && !labsWithTraces().includes(lab)) findLab(lab);
  const processes = listProcesses();
  return Promise.all(names.map((name) => labStatus(name, processes)));
}

async function labStatus(name: string, processes: readonly ProcessInfo[]): Promise<LabStatus> {
  const state = load(name);
  if (state === undefined) return { name, phase: 'broken', createdAt: null, hosts: [] };
  const sameBoot = state.bootId === bootId();
  const hosts = state.hosts.map((host) => hostStatus(name, host, sameBoot ? processes : []));
  return {
    name,
    phase: phaseOf(state),
    createdAt: state.createdAt,
    hosts: await Promise.all(hosts),
  };
}

function phaseOf(state: LabState): LabStatus['phase'] {
  if (state.bootId !== bootId()) return 'broken';
  if (state.phase === 'up') return 'up';
  return isRunning(state.builder) ? 'starting' : 'broken';
}

async function hostStatus(
  lab: string,
  host: HostState,
  processes: readonly ProcessInfo[],
): Promise<HostStatus> {
  const { socket, engineLog } = hostPaths(lab, host.name);
  const init = processes.length > 0 ? host.init : undefined;
  return {
    name: host.name,
    kind: host.kind,
    address: host.address,
    running: init !== undefined && isRunning(init),
    engine: { requested: host.engine, ...(await engineStatus(host, init, socket, processes)) },
    socket,
    log: engineLog,
  };
}

async function engineStatus(
  { kind }: HostState,
  init: ProcessRef | undefined,
  socket: string,
  processes: readonly ProcessInfo[],
): Promise<Omit<HostStatus['engine'], 'requested'>> {
  const stopped = { version: null, running: false, pid: null };
  if (init === undefined) return stopped;
  if (kind === 'vm') {
    const version = await versionOrNull(socket);
    return { version, running: version !== null, pid: null };
  }
  const engine = findEngine(processes, init);
  if (engine === undefined) return stopped;
  return { version: await versionOrNull(socket), running: true, pid: engine.pid };
}

async function versionOrNull(socket: string): Promise<string | null> {
  try {
    return await engineVersion(socket, AbortSignal.timeout(3_000));
  } catch {
    return null;
  }
}
