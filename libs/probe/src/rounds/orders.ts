import type { OpenOrder, ProbePort, Round, SendOrder, TracedPeer } from '../model.js';
import { portKey } from '../ports.js';
import type { PairEdges } from '../mesh/pairs.js';

/** What one source is to ask of one destination. */
export type Ask = PairEdges & {
  /** Of DF packets, bytes; then `dataPath` is among the edges. */
  readonly sizes: readonly number[];
};

/** By host name. */
export type Traces = ReadonlyMap<string, readonly TracedPeer[]>;

/**
 * Every host that takes part opens a witness, which watches all ports of the round. In the last one a source counts what it
 * sends as well; before, what arrives tells all of edges that pass, for half of what it costs.
 */
export function roundOf(asks: readonly Ask[], traces: Traces, isLast: boolean): Round {
  const ports = portsOf(asks);
  const hosts = new Map(
    asks.flatMap(({ source, destination }) => [source, destination]).map((it) => [it.name, it]),
  );
  const open = [...hosts].map(([name, { index, address, dataAddress }]): [string, OpenOrder] => [
    name,
    {
      ...{ index, address, dataAddress, ports },
      ...{ trace: traces.get(name) ?? [], arrivalsOnly: !isLast },
    },
  ]);
  const bySource = Map.groupBy(asks, ({ source }) => source.name);
  const send = [...bySource].map(([name, all]): [string, SendOrder] => [
    name,
    { targets: all.map(targetOf) },
  ]);
  return { open: Object.fromEntries(open), send: Object.fromEntries(send), isLast };
}

const targetOf = ({ destination, edges, sizes }: Ask): SendOrder['targets'][number] => ({
  peer: destination.index,
  address: destination.address,
  dataAddress: destination.dataAddress,
  ports: edges.map(({ protocol, port }) => ({ protocol, port })),
  sizes,
});

function portsOf(asks: readonly Ask[]): readonly ProbePort[] {
  const ports = new Map<string, ProbePort>();
  for (const { edges } of asks) {
    for (const { protocol, port } of edges)
      ports.set(portKey({ protocol, port }), { protocol, port });
  }
  return [...ports.values()];
}
