import { FleetError, isAddress } from '@muster/kernel';
import type { ProbePort } from '@muster/probe';
import type { CommandArgs } from './command.js';
import { protocolCodec } from './check-enums.js';
import { itemAt } from './columns.js';
import { required, requiredText } from './enums.js';
import type {
  OpenWitness as WireOpen,
  OpenWitness__Output,
} from './gen/types/muster/agent/v1/OpenWitness.js';
import type {
  ProbePort as WirePort,
  ProbePort__Output,
} from './gen/types/muster/agent/v1/ProbePort.js';
import type { ProbeTarget__Output } from './gen/types/muster/agent/v1/ProbeTarget.js';
import type {
  SendProbes as WireSend,
  SendProbes__Output,
} from './gen/types/muster/agent/v1/SendProbes.js';

type OpenArgs = CommandArgs['openWitness'];
type SendArgs = CommandArgs['sendProbes'];

const uint16 = [0, 65_535] as const;
/** Of this host or a peer. */
const indexes = [1, 65_535] as const;
/** What one edge may cost: an agent that is told to send without end does not. */
const packetBounds = [1, 100] as const;
/** A full ladder for jumbo frames has about 2,200 steps. */
const mostSizes = 4096;

export function encodePort({ protocol, port }: ProbePort): WirePort {
  return { protocol: protocolCodec.encode(protocol), port };
}

/** @throws invalid when it is missing, or its protocol is. */
export function decodePort(wire: ProbePort__Output | null): ProbePort {
  const { protocol, port } = required(wire, 'port');
  return {
    protocol: required(protocolCodec.decode(protocol), 'port.protocol'),
    port: bounded(port, uint16, 'port'),
  };
}

export function encodeOpen(args: OpenArgs): WireOpen {
  const { nonce, ports, trace, dataAddress, ...rest } = args;
  return {
    ...rest,
    nonce: Buffer.from(nonce, 'hex'),
    dataAddress: dataAddress === args.address ? '' : dataAddress,
    ports: ports.map(encodePort),
    trace: [...trace],
  };
}

/** @throws invalid when something that the contract requires is missing. */
export function decodeOpen(wire: OpenWitness__Output): OpenArgs {
  return {
    ...decodeAddresses(wire, 'openWitness'),
    checkId: requiredText(wire.checkId, 'openWitness.checkId'),
    nonce: decodeNonce(wire.nonce),
    lifetimeMs: wire.lifetimeMs,
    index: bounded(wire.index, indexes, 'openWitness.index'),
    ports: wire.ports.map(decodePort),
    trace: wire.trace.map(({ peer, address }) => ({
      peer: bounded(peer, indexes, 'trace.peer'),
      address: decodeAddress(address, 'trace.address'),
    })),
    arrivalsOnly: wire.arrivalsOnly,
  };
}

export function encodeSend({ checkId, nonce, packets, targets, atOnce }: SendArgs): WireSend {
  const ports = new Map<string, { place: number; port: WirePort }>();
  const placeOf = (port: ProbePort): number => {
    const key = `${port.protocol} ${port.port}`;
    const place = ports.get(key)?.place ?? ports.size;
    ports.set(key, { place, port: encodePort(port) });
    return place;
  };
  const wireTargets = targets.map((target) => ({
    ...target,
    dataAddress: target.dataAddress === target.address ? '' : target.dataAddress,
    ports: target.ports.map(placeOf),
    sizes: [...target.sizes],
  }));
  return {
    checkId,
    nonce: Buffer.from(nonce, 'hex'),
    packets,
    ports: Array.from(ports.values(), ({ port }) => port),
    targets: wireTargets,
    atOnce,
  };
}

/** @throws invalid when something that the contract requires is missing. */
export function decodeSend(wire: SendProbes__Output): SendArgs {
  const ports = wire.ports.map(decodePort);
  return {
    checkId: requiredText(wire.checkId, 'sendProbes.checkId'),
    nonce: decodeNonce(wire.nonce),
    packets: bounded(wire.packets, packetBounds, 'sendProbes.packets'),
    targets: wire.targets.map((target) => decodeTarget(target, ports)),
    atOnce: wire.atOnce,
  };
}

function decodeTarget(
  wire: ProbeTarget__Output,
  ports: readonly ProbePort[],
): SendArgs['targets'][number] {
  bounded(wire.sizes.length, [0, mostSizes], 'count of target.sizes');
  return {
    ...decodeAddresses(wire, 'target'),
    peer: bounded(wire.peer, indexes, 'target.peer'),
    ports: wire.ports.map((place) => itemAt(ports, place, 'target.ports')),
    sizes: wire.sizes.map((size) => bounded(size, uint16, 'target.sizes')),
  };
}

type Addresses = Pick<OpenArgs, 'address' | 'dataAddress'>;

function decodeAddresses(wire: Addresses, field: string): Addresses {
  const address = decodeAddress(wire.address, `${field}.address`);
  const { dataAddress } = wire;
  return {
    address,
    dataAddress: dataAddress === '' ? address : decodeAddress(dataAddress, `${field}.dataAddress`),
  };
}

/** Hexadecimal. @throws invalid unless it is 8 bytes. */
function decodeNonce(nonce: Buffer): string {
  if (nonce.length !== 8) throw new FleetError('invalid', 'the nonce is not of 8 bytes');
  return nonce.toString('hex');
}

/** Addresses get into rules of the packet filter. @throws invalid when it is none. */
function decodeAddress(text: string, field: string): string {
  if (isAddress(text)) return text;
  throw new FleetError('invalid', `${field} ${JSON.stringify(text)} is no address`);
}

/** @throws invalid unless it is between these, inclusive. */
function bounded(value: number, [least, most]: readonly [number, number], field: string): number {
  if (value >= least && value <= most) return value;
  throw new FleetError('invalid', `${field} ${value} is not between ${least} and ${most}`);
}
