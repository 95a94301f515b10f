import type { CreateOverlay, InitSwarm, JoinSwarm, UpdateNode } from './port.js';
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
  const options: Record<string, string> = {};
  if (args.encrypted) options['encrypted'] = '';
  if (args.mtu !== undefined && args.mtu > 0) {
    options['com.docker.network.driver.mtu'] = String(args.mtu);
  }
  return {
    Name: args.name,
    Driver: 'overlay',
    // Only engines before 25 need to be told.
    CheckDuplicate: true,
    Attachable: args.attachable,
    Internal: args.internal,
    EnableIPv6: args.subnets.some((subnet) => subnet.includes(':')),
    IPAM: { Driver: 'default', Config: args.subnets.map((subnet) => ({ Subnet: subnet })) },
    Options: options,
    Labels: args.labels,
  };
}
