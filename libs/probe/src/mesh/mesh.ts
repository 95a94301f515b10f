import type { CheckHost, Edge, ProbePort } from '../model.js';
import { addressFor, isManagement } from '../ports.js';
import { allPairs, fullMeshLimit, samplePairs, samplePeers, type Pair } from './sample.js';

/** What of an overlay network depends on the path MTU. */
export type OverlayNetwork = {
  readonly name: string;
  readonly encrypted: boolean;
  /** Bytes of the underlay that it was made for; the Engine takes 1500 where it is not said. */
  readonly mtu?: number;
};

/** Everything that one check asks. */
export type Mesh = {
  readonly hosts: readonly CheckHost[];
  /** By source, then by destination, then in the order of the ports. */
  readonly edges: readonly Edge[];
  readonly networks: readonly OverlayNetwork[];
  /** True when there are too many hosts for all pairs. */
  readonly sampled: boolean;
};

export type MeshOptions = {
  /** At most 1,000, with names and indexes all different. */
  readonly hosts: readonly CheckHost[];
  readonly ports: readonly ProbePort[];
  /** Networks of the spec: findings about the path MTU name those at risk. */
  readonly networks?: readonly OverlayNetwork[];
  /** Default 256. */
  readonly fullMeshUpTo?: number;
  /** Of a sample; default 8. */
  readonly peersEach?: number;
};

/**
 * Which edges to ask. Up to `fullMeshUpTo` hosts all ordered pairs; above it a sample, the same each time, in which every
 * host is source and destination of at least `peersEach` others, and every host is checked with every manager (of more than
 * 32 managers with the first 32) both ways. TCP 2377 is asked only towards managers.
 */
export function planMesh(options: MeshOptions): Mesh {
  const { hosts, ports, networks = [] } = options;
  const { fullMeshUpTo = fullMeshLimit, peersEach = samplePeers } = options;
  const sampled = hosts.length > Math.max(fullMeshUpTo, peersEach + 2);
  const pairs = sampled ? samplePairs(hosts, peersEach) : allPairs(hosts);
  return { hosts, edges: pairs.flatMap((pair) => edgesOf(pair, ports)), networks, sampled };
}

function edgesOf([source, destination]: Pair, ports: readonly ProbePort[]): readonly Edge[] {
  return ports
    .filter((port) => destination.isManager || !isManagement(port))
    .map(({ protocol, port }) => ({
      source: source.name,
      destination: destination.name,
      address: addressFor(destination, { protocol, port }),
      port,
      protocol,
    }));
}
