import type { OverlaySubnet } from '@muster/inventory';
import type { FleetSpec, HostSpec, NetworkSpec, SwarmSpec } from '@muster/spec';

/** A FleetSpec that grows: `aFleet().manager('a').worker('b')`. Each call gives a new one. */
export type FleetBuilder = FleetSpec & {
  manager(name: string, more?: Partial<HostSpec>): FleetBuilder;
  worker(name: string, more?: Partial<HostSpec>): FleetBuilder;
  network(name: string, more?: Partial<NetworkSpec>): FleetBuilder;
  /** With other settings than the defaults. */
  swarmOf(settings: Partial<SwarmSpec>): FleetBuilder;
  withoutSwarm(): FleetBuilder;
};

export const defaultSwarm: SwarmSpec = {
  addressPools: [],
  subnetSize: 24,
  dataPathPort: 4789,
  autolock: false,
  reserved: [],
};

const plainHost = { availability: 'active', labels: {} } as const;

export const aNetwork = (name: string, more: Partial<NetworkSpec> = {}): NetworkSpec => ({
  name,
  attachable: false,
  internal: false,
  encrypted: false,
  ...{ ingress: false, ipv6: false },
  ...{ subnets: [], vnis: [], options: {}, labels: {} },
  ...more,
});

/** Subnets of which nothing else is said. */
export const subnetsOf = (...blocks: readonly string[]): readonly OverlaySubnet[] =>
  blocks.map((subnet) => ({ subnet, auxAddresses: {} }));

export const aFleet = (fleet = 'lab'): FleetBuilder =>
  growing({ version: 1, fleet, swarm: defaultSwarm, hosts: [], networks: [] });

function growing(spec: FleetSpec): FleetBuilder {
  const withHost = (host: HostSpec) => growing({ ...spec, hosts: [...spec.hosts, host] });
  return {
    ...spec,
    manager: (name, more) => withHost({ ...plainHost, name, role: 'manager', ...more }),
    worker: (name, more) => withHost({ ...plainHost, name, role: 'worker', ...more }),
    network: (name, more) =>
      growing({ ...spec, networks: [...spec.networks, aNetwork(name, more)] }),
    swarmOf: (settings) => growing({ ...spec, swarm: { ...defaultSwarm, ...settings } }),
    withoutSwarm: () => {
      const { swarm, ...rest } = spec;
      return growing(rest);
    },
  };
}
