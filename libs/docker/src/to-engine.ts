import { overlayOptions } from '@muster/inventory';
import type { CreateOverlay, InitSwarm, JoinSwarm, OverlaySubnet, UpdateNode } from './port.js';
import type { WireNodeSpec } from './wire.js';

/** The API has no default for it; this is the CLI's. */
const anyAddress = '0.0.0.0:2377';

export function toInitBody(args: InitSwarm): object {
  return {
    ListenAddr: args.listenAddress ?? anyAddress,
    AdvertiseAddr: args.advertiseAddress ?? '',
    DataPathAddr: args.dataPathAddress ?? '',
    DataPathPort: args.dataPathPort ?? 0,
    DefaultAddrPool: args.addressPools.length > 0 ? args.addressPools : null,
    SubnetSize: args.subnetSize ?? 0,
    Spec: { EncryptionConfig: { AutoLockManagers: args.autolock } },
  };
}

export function toJoinBody(args: JoinSwarm): object {
  return {
    ListenAddr: args.listenAddress ?? anyAddress,
    AdvertiseAddr: args.advertiseAddress ?? '',
    DataPathAddr: args.dataPathAddress ?? '',
    RemoteAddrs: [args.remoteAddress],
    JoinToken: args.joinToken,
  };
}

/** The Engine replaces the whole spec: what is not given is sent back as it was. */
export function toNodeSpec(now: WireNodeSpec, args: UpdateNode): object {
  return {
    ...now,
    Role: args.role ?? now.Role,
    Availability: args.availability ?? now.Availability,
    Labels: args.labels ?? now.Labels ?? {},
  };
}

export function toOverlayBody(args: CreateOverlay): object {
  return {
    Name: args.name,
    Driver: 'overlay',
    // Only engines before 25 need to be told.
    CheckDuplicate: true,
    Attachable: args.attachable,
    Internal: args.internal,
    Ingress: args.ingress,
    EnableIPv6: args.subnets.some(({ subnet }) => subnet.includes(':')),
    IPAM: { Driver: 'default', Config: args.subnets.map(toRange) },
    Options: { ...args.options, ...driverOptions(args) },
    Labels: args.labels,
  };
}

const toRange = ({ subnet, gateway, ipRange, auxAddresses }: OverlaySubnet): object => ({
  Subnet: subnet,
  ...(gateway !== undefined && { Gateway: gateway }),
  ...(ipRange !== undefined && { IPRange: ipRange }),
  ...(Object.keys(auxAddresses).length > 0 && { AuxiliaryAddresses: auxAddresses }),
});

/** What has a word of its own here. Its names are those of moby's overlay driver. */
function driverOptions({ encrypted, mtu, vnis }: CreateOverlay): Record<string, string> {
  return {
    ...(encrypted && { encrypted: '' }),
    ...(mtu !== undefined && { [overlayOptions.mtu]: String(mtu) }),
    ...(vnis.length > 0 && { [overlayOptions.vnis]: vnis.join(',') }),
  };
}
