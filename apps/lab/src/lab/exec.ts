import { failed } from '../domain/errors.js';
import { fabricName } from '../domain/names.js';
import { hostPaths } from '../domain/paths.js';
import { execScript, ownerVariable } from '../scripts/inits.js';
import { enter } from '../system/namespaces.js';
import { vmCommandLine } from '../vm/exec.js';
import { findInit, findLab, isVm } from './find.js';

/**
 * The command line that runs `command` in a host's network and UTS namespaces with the machine's file system, or in a VM with
 * its own. In namespaces every part of it becomes the next by exec: the process that is started is, in the end, the command
 * itself.
 */
export function execCommandLine(lab: string, host: string, command: readonly string[]): string[] {
  const state = findLab(lab);
  const init = findInit(state, host);
  if (isVm(state, host)) return vmCommandLine(lab, host, command);
  const { socket, machineId } = hostPaths(lab, host);
  const isFabric = host === fabricName;
  const docker = isFabric ? [] : [`DOCKER_HOST=unix://${socket}`];
  const unset = ['DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'].flatMap((each) => [
    '-u',
    each,
  ]);
  return [
    ...enter(init, isFabric ? ['net'] : ['net', 'uts']),
    ...['env', ...unset, `${ownerVariable}=${lab}`, ...docker],
    // Slave: what the machine mounts later is seen here, what is mounted here is not seen there.
    ...['unshare', '--mount', '--propagation', 'slave', '--'],
    ...['sh', '-c', execScript, 'muster-lab', isFabric ? '' : machineId, ...command],
  ];
}

/** Becomes the command, in a host's namespaces; returns only by throwing. */
export function execute(lab: string, host: string, command: readonly string[]): void {
  const line = execCommandLine(lab, host, command);
  if (process.execve === undefined) throw failed('this Node cannot exec: run it with Node 24.');
  process.execve('/usr/bin/env', ['env', ...line], process.env);
}
