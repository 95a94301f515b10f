import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gateway, managementAddress, managementGateway } from '../domain/addresses.js';
import { managementPortName, portName } from '../domain/links.js';
import { hostPaths, labPaths, vmPaths } from '../domain/paths.js';
import type { HostState, ProcessRef } from '../domain/state.js';
import { enter, startInit } from '../system/namespaces.js';
import { run } from '../system/run.js';
import type { VmImage } from './image.js';
import { commandPort, enginePort } from './server.js';

/** Megabytes: an Engine, an agent and a few containers take half of it. */
const memory = 1024;

/** What is the same for every VM of a lab. */
export interface Lab {
  readonly name: string;
  /** Bytes. */
  readonly mtu: number;
  readonly fabric: ProcessRef;
  readonly image: VmImage;
}

/**
 * Becomes QEMU, beside the relays that lead to the VM from Unix sockets of the machine: to its Engine, and to whoever runs
 * commands there. QEMU is process 1 of a pid namespace, so they end with it. Arguments: Engine's socket, commands' socket,
 * address of the VM, log, QEMU's command line.
 */
const vmInitScript = `
set -eu
engine=$1 commands=$2 address=$3 log=$4; shift 4
exec 2>>"$log"
relay() { rm -f "$1"; socat -t 86400 "UNIX-LISTEN:$1,fork,mode=600" "TCP:$address:$2,connect-timeout=5" </dev/null >/dev/null & }
relay "$engine" ${String(enginePort)}
relay "$commands" ${String(commandPort)}
echo ready
exec "$@" </dev/null >>"$log"
`;

/** @returns QEMU's process, as seen from the machine. The fabric's ends of the VM's cables must be there. */
export async function startVm(
  lab: Lab,
  host: HostState,
  number: number,
  signal: AbortSignal,
): Promise<ProcessRef> {
  const { state, data, socket, engineLog } = hostPaths(lab.name, host.name);
  const { commands, disk, machineLog } = vmPaths(lab.name, host.name);
  mkdirSync(state, { recursive: true });
  mkdirSync(data, { recursive: true });
  // There before the Engine says anything, as on every host.
  writeFileSync(engineLog, '');
  const based = ['-q', '-f', 'qcow2', '-F', 'raw', '-b', lab.image.disk, disk];
  await run('qemu-img', ['create', ...based], { signal });
  const args = [socket, commands, managementAddress(number), machineLog];
  const within = enter(lab.fabric, ['net']);
  const command = [...args, ...qemuCommandLine(lab, host, number)];
  return startInit(lab.name, ['pid'], vmInitScript, command, signal, within);
}

export function qemuCommandLine(lab: Lab, host: HostState, number: number): string[] {
  const { engineLog } = hostPaths(lab.name, host.name);
  const { consoleLog, disk } = vmPaths(lab.name, host.name);
  return [
    ...['qemu-system-x86_64', '-name', `${lab.name}/${host.name}`],
    ...['-nodefaults', '-no-user-config', '-display', 'none'],
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '1', '-m', String(memory)],
    ...['-kernel', lab.image.kernel, '-initrd', labPaths(lab.name).initramfs],
    ...['-append', kernelParameters(lab, host, number)],
    ...['-chardev', `file,id=console,append=on,path=${consoleLog}`, '-serial', 'chardev:console'],
    ...['-device', 'virtio-serial-pci', '-device', 'virtserialport,nr=1,chardev=engine'],
    ...['-chardev', `file,id=engine,append=on,path=${engineLog}`],
    // Unsafe only where the machine itself fails: the lab would be gone then.
    ...['-drive', `if=none,id=disk,format=qcow2,cache=unsafe,file=${disk}`],
    ...['-device', 'virtio-blk-pci,drive=disk', '-device', 'virtio-rng-pci'],
    ...networkCard('net', portName(number), macAddress(2, number)),
    ...networkCard('lab', managementPortName(number), macAddress(6, number)),
  ];
}

const networkCard = (id: string, tap: string, mac: string): string[] => [
  ...['-netdev', `tap,id=${id},ifname=${tap},script=no,downscript=no`],
  ...['-device', `virtio-net-pci,netdev=${id},mac=${mac},romfile=`],
];

/** Locally administered. @param first 2 or 6: the same host's two cards differ in it. */
const macAddress = (first: number, number: number): string =>
  [first, 0x4d, 0x55, 0x53, number >> 8, number & 0xff]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':');

function kernelParameters(lab: Lab, host: HostState, number: number): string {
  const machineId = createHash('md5').update(`${lab.name}/${host.name}`).digest('hex');
  const ours = {
    name: host.name,
    address: host.address,
    gateway,
    mtu: String(lab.mtu),
    machine_id: machineId,
    management: managementAddress(number),
    lab: managementGateway,
  };
  // Guards against attacks from within cost an emulated processor much; after a panic it boots again.
  const kernel = ['console=ttyS0', 'quiet', 'panic=1', 'mitigations=off', 'no_timer_check'];
  return [...kernel, ...Object.entries(ours).map(([key, value]) => `muster.${key}=${value}`)].join(
    ' ',
  );
}
