import type { CheckHost, Edge } from '../model.js';
import { isDataPath } from '../ports.js';
import type { Mesh } from './mesh.js';

/** All edges from one host to another. */
export type PairEdges = {
  readonly source: CheckHost;
  readonly destination: CheckHost;
  readonly edges: readonly Edge[];
  /** UDP of the data path, whose port the packets go to that find the path MTU. */
  readonly dataPath?: Edge;
};

/** All pairs that can be asked: a host without an address takes no part, and is told none. */
export function askablePairs(mesh: Mesh): readonly PairEdges[] {
  const nameless = new Set(
    mesh.hosts.filter((it) => it.address === '' || it.dataAddress === '').map(({ name }) => name),
  );
  const edges = mesh.edges.filter(
    ({ source, destination }) => !nameless.has(source) && !nameless.has(destination),
  );
  return pairsOf(mesh, edges);
}

/** The edges by ordered pair; those of hosts that are not in the mesh are left out. */
export function pairsOf({ hosts }: Mesh, edges: readonly Edge[]): readonly PairEdges[] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const bySource = Map.groupBy(edges, ({ source }) => source);
  return [...bySource].flatMap(([from, all]) => {
    const source = byName.get(from);
    const byDestination = Map.groupBy(all, ({ destination }) => destination);
    return [...byDestination].flatMap(([to, between]) => {
      const destination = byName.get(to);
      if (source === undefined || destination === undefined) return [];
      const dataPath = between.find((it) => it.protocol === 'udp' && isDataPath(it));
      return [{ source, destination, edges: between, ...(dataPath && { dataPath }) }];
    });
  });
}
