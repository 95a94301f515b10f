import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { gateway } from '../domain/addresses.js';
import { fabricBatch, hostBatch, type Cable } from '../domain/links.js';
import { hostPaths } from '../domain/paths.js';
import { fabricInitScript, hostInitScript } from '../scripts/inits.js';
import type { HostState, ProcessRef } from '../domain/state.js';
import { runIn, startInit } from '../system/namespaces.js';

/** Process 1 of the fabric: the namespace that holds the bridge. */
export const startFabric = async (lab: string, signal: AbortSignal): Promise<ProcessRef> =>
  startInit(lab, ['net', 'pid'], fabricInitScript, [], signal);

/** Process 1 of a host, in namespaces of its own and with its own view of the file system. */
export async function startHost(
  lab: string,
  host: HostState,
  signal: AbortSignal,
): Promise<ProcessRef> {
  const paths = hostPaths(lab, host.name);
  mkdirSync(paths.state, { recursive: true });
  mkdirSync(paths.data, { recursive: true });
  const machineId = createHash('md5').update(`${lab}/${host.name}`).digest('hex');
  writeFileSync(paths.machineId, `${machineId}\n`);
  const args = [paths.state, paths.data, host.name, host.root ?? '', gateway, machineId];
  return startInit(lab, ['mount', 'uts', 'net', 'pid'], hostInitScript, args, signal);
}

/** The bridge, a cable to every host, and every host's address. */
export async function connect(
  lab: string,
  fabric: ProcessRef,
  mtu: number,
  cables: readonly Cable[],
  signal: AbortSignal,
): Promise<void> {
  const input = fabricBatch(cables, mtu);
  await runIn(lab, fabric, ['net'], ['ip', '-batch', '-'], { signal, input });
}

/** Gives a host its address; its cable must be there. */
export async function address(
  lab: string,
  host: HostState,
  init: ProcessRef,
  signal: AbortSignal,
): Promise<void> {
  const input = hostBatch(host.address);
  await runIn(lab, init, ['net'], ['ip', '-batch', '-'], { signal, input });
}
