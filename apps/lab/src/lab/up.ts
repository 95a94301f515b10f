import { mkdirSync } from 'node:fs';
import { prepare, type HostOptions, type Prepared } from '../cache/prepare.js';
import { imageTag } from '../cache/busybox.js';
import { engineVersionOf } from '../domain/engines.js';
import { failed, type LabError } from '../domain/errors.js';
import { downCommand } from '../domain/names.js';
import { hostPaths, labPaths } from '../domain/paths.js';
import type { HostState, LabState, ProcessRef } from '../domain/state.js';
import { importImage } from '../system/engine-api.js';
import { makeRoomForNeighbours } from '../system/neighbours.js';
import { enginesAtOnce, mapLimit } from '../system/parallel.js';
import { bootId, isRunning, refOf } from '../system/processes.js';
import { claim, load, save } from '../system/store.js';
import { takeDown } from './down.js';
import { labsWithTraces } from './traces.js';
import { startEngine } from './engine.js';
import { address, connect, startFabric, startHost } from './hosts.js';
import { requireCommands } from './requirements.js';
import { awaitEngine, flush } from '../vm/engine.js';
import type { VmImage } from '../vm/image.js';
import { makeInitramfs } from '../vm/initramfs.js';
import { startVm } from '../vm/machine.js';

export interface UpOptions extends HostOptions {
  readonly name: string;
  /** Bytes. */
  readonly mtu: number;
}

type Log = (line: string) => void;

/**
 * Starts a lab. Whatever goes wrong half way, also an abort of the signal, takes away what was made before it is thrown.
 * @throws LabError
 */
export async function bringUp(options: UpOptions, log: Log, signal: AbortSignal): Promise<void> {
  requireCommands(['ip', 'nsenter', 'unshare', 'setsid']);
  refuseIfTaken(options.name);
  const prepared = await prepare(options, log, signal);
  if (!claim(options.name)) throw halfStarted(options.name);
  try {
    await build(newState(options, prepared.hosts), prepared, log, signal);
  } catch (error) {
    log('taking away what was started');
    await takeDown(options.name);
    throw error;
  }
}

/** @throws LabError that says what the name's lab is doing and how to go on. */
function refuseIfTaken(lab: string): void {
  if (!labsWithTraces().includes(lab)) return;
  const state = load(lab);
  if (state?.phase === 'up') {
    throw failed(
      `Lab "${lab}" is up already: look at it with "muster-lab status", end it with ${downCommand(lab)}, or use another --name.`,
    );
  }
  if (state?.bootId === bootId() && isRunning(state.builder)) {
    throw failed(
      `Lab "${lab}" is being started by process ${String(state.builder.pid)}: wait for it.`,
    );
  }
  throw halfStarted(lab);
}

const halfStarted = (lab: string): LabError =>
  failed(
    `Lab "${lab}" was left half started: take it away with ${downCommand(lab)}, then start again.`,
  );

function newState(options: UpOptions, hosts: readonly HostState[]): LabState {
  const builder = refOf(process.pid);
  if (builder === undefined) throw failed('/proc is not mounted, or not of this pid namespace.');
  return {
    version: 1,
    name: options.name,
    phase: 'starting',
    createdAt: new Date().toISOString(),
    bootId: bootId(),
    builder,
    mtu: options.mtu,
    hosts: [...hosts],
  };
}

async function build(
  planned: LabState,
  { image, vmImage }: Prepared,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const { name } = planned;
  save(planned);
  mkdirSync(labPaths(name).data, { recursive: true });
  const room = makeRoomForNeighbours(planned.hosts.length);
  if (room !== undefined) log(room);
  log(`starting ${String(planned.hosts.length)} hosts`);
  const state = await startHosts(planned, vmImage, signal);
  save(state);
  await mapLimit(state.hosts, enginesAtOnce, async (host) => {
    const version =
      host.kind === 'vm'
        ? await awaitEngine(name, host, initOf(host), signal)
        : await startEngine(name, host, initOf(host), [], signal);
    if (image !== undefined) {
      await importImage(hostPaths(name, host.name).socket, image, imageTag, signal);
      if (host.kind === 'vm') await flush(name, host.name, signal);
    }
    const other = engineVersionOf(version) === host.engine ? '' : ` (asked for ${host.engine})`;
    log(`${host.name}  ${host.address}  Engine ${version}${other}`);
  });
  signal.throwIfAborted();
  save({ ...state, phase: 'up' });
}

/** Every host as a place that can be reached, still without an engine. A VM starts it by itself. */
async function startHosts(
  planned: LabState,
  vmImage: VmImage | undefined,
  signal: AbortSignal,
): Promise<LabState> {
  const { name, mtu } = planned;
  const fabric = await startFabric(name, signal);
  const namespaces = await mapLimit(planned.hosts, enginesAtOnce, async (host) =>
    host.kind === 'vm' ? host : { ...host, init: await startHost(name, host, signal) },
  );
  const cables = namespaces.map(({ init }, index) => ({
    number: index + 1,
    initPid: init?.pid ?? null,
  }));
  await connect(name, fabric, mtu, cables, signal);
  if (vmImage !== undefined) await makeInitramfs(name, vmImage, signal);
  const hosts = await mapLimit(namespaces, enginesAtOnce, async (host, index) => {
    if (host.init !== undefined) await address(name, host, host.init, signal);
    if (vmImage === undefined || host.kind !== 'vm') return host;
    const init = await startVm({ name, mtu, fabric, image: vmImage }, host, index + 1, signal);
    return { ...host, init };
  });
  return { ...planned, fabric, hosts };
}

function initOf(host: HostState): ProcessRef {
  if (host.init === undefined) throw failed(`${host.name} was not started.`);
  return host.init;
}
