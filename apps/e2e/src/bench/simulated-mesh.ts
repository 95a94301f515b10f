import type { Message } from './simulated-agent.ts';

// What a fleet answers in which every packet gets through, without a packet being sent.

type Port = { readonly protocol: string; readonly port: number };
type Target = {
  readonly peer: number;
  readonly ports: readonly number[];
  readonly sizes: readonly number[];
};

/** Per port or size: what came from, or went to, which hosts. */
type Column = { readonly peers: number[]; readonly packets: number[] };

/** One host's part in one check. */
class Part {
  readonly sent = new Map<string, Column>();
  readonly passed = new Map<string, Column>();
  readonly sizes = new Map<number, Column>();
}

const isTcp = ({ protocol }: Port): boolean => protocol === 'PROBE_PROTOCOL_TCP';
const keyOf = ({ protocol, port }: Port): string => `${protocol} ${String(port)}`;
const portOf = (key: string): Port => {
  const [protocol = '', port] = key.split(' ');
  return { protocol, port: Number(port) };
};

function add<K>(columns: Map<K, Column>, key: K, peer: number, packets: number): void {
  const column = columns.get(key) ?? { peers: [], packets: [] };
  columns.set(key, column);
  column.peers.push(peer);
  column.packets.push(packets);
}

export class SimulatedMesh {
  readonly #addresses: ReadonlyMap<string, string>;
  /** By check and index. */
  readonly #parts = new Map<string, Map<number, Part>>();
  /** By check and host. */
  readonly #indexes = new Map<string, number>();

  /** @param addresses by host. */
  constructor(addresses: ReadonlyMap<string, string>) {
    this.#addresses = addresses;
  }

  /** The outcome of a command; undefined = done. */
  answer(host: string, kind: string, args: Message): Message | undefined {
    switch (kind) {
      case 'collectFacts':
        return { facts: this.facts(host) };
      case 'openWitness':
        return this.#open(host, args as never);
      case 'sendProbes':
        return this.#send(host, args as never);
      case 'collectWitness':
        return this.#collect(host, args as never);
      default:
        return undefined;
    }
  }

  facts(host: string): Message {
    const addresses = [`${this.#addresses.get(host) ?? ''}/16`];
    const eth0 = {
      name: 'eth0',
      addresses,
      mtu: 1500,
      driver: 'virtio_net',
      link: 'LINK_STATE_UP',
    };
    return {
      observedAt: new Date().toISOString(),
      machine: {
        ...{ hostname: host, machineId: host, bootId: host, kernel: '6.1.0', interfaces: [eth0] },
        ...{ gossipTcp: 'PORT_STATE_FREE', gossipUdp: 'PORT_STATE_FREE' },
      },
      known: { engine: engineOf(host), membership: { none: {} }, networks: [] },
    };
  }

  #open(host: string, order: { checkId: string; index: number; ports: readonly Port[] }): Message {
    const parts = this.#parts.get(order.checkId) ?? new Map<number, Part>();
    this.#parts.set(order.checkId, parts.set(order.index, new Part()));
    this.#indexes.set(`${order.checkId} ${host}`, order.index);
    const held = order.ports.filter(({ port }) => port !== 0);
    const holderOf = (port: Port): string =>
      isTcp(port) ? 'PORT_HOLDER_AGENT' : 'PORT_HOLDER_FREE';
    return { witnessOpened: { holders: held.map((port) => ({ port, holder: holderOf(port) })) } };
  }

  #send(
    host: string,
    order: { checkId: string; packets: number; ports: readonly Port[]; targets: readonly Target[] },
  ): Message {
    const { checkId, packets, ports, targets } = order;
    const own = this.#indexes.get(`${checkId} ${host}`) ?? 0;
    const parts = this.#parts.get(checkId);
    const groups = new Map<string, Column>();
    const sizes = new Map<number, Column>();
    for (const { peer, ports: places, sizes: asked } of targets) {
      for (const place of places) {
        const port = ports[place];
        if (port === undefined) continue;
        const n = isTcp(port) ? 1 : packets;
        add(groups, keyOf(port), peer, isTcp(port) ? 0 : n);
        const mine = parts?.get(own);
        const theirs = parts?.get(peer);
        if (mine) add(mine.sent, keyOf(port), peer, n);
        if (theirs) add(theirs.passed, keyOf(port), own, n);
      }
      for (const size of asked) {
        add(sizes, size, peer, 1);
        const theirs = parts?.get(peer);
        if (theirs) add(theirs.sizes, size, own, 1);
      }
    }
    return { probesSent: { groups: [...groups].map(sentGroup), sizes: [...sizes].map(sizeGroup) } };
  }

  #collect(host: string, { checkId }: { checkId: string }): Message {
    const part = this.#parts.get(checkId)?.get(this.#indexes.get(`${checkId} ${host}`) ?? 0);
    if (part === undefined) return { witnessCollected: {} };
    const tallies = [
      ...tallyGroups('SENT', part.sent),
      ...tallyGroups('LEFT', part.sent),
      ...tallyGroups('ARRIVED', part.passed),
      ...tallyGroups('PASSED', part.passed),
    ];
    return { witnessCollected: { tallies, sizes: [...part.sizes].map(sizeGroup) } };
  }
}

const tallyGroups = (point: string, columns: ReadonlyMap<string, Column>): readonly Message[] =>
  [...columns]
    .map(([key, column]) => ({ point: `WITNESS_POINT_${point}`, port: portOf(key), ...column }))
    .filter(({ port }) => !isTcp(port));

const sizeGroup = ([size, column]: readonly [number, Column]): Message => ({ size, ...column });

function sentGroup([key, column]: readonly [string, Column]): Message {
  const port = portOf(key);
  const tcp = column.peers.map((agent) => ({ end: 'TCP_END_CONNECTED', rttUs: 200, agent }));
  return { port, ...column, ...(isTcp(port) && { tcp }) };
}

const engineOf = (host: string): Message => ({
  id: `engine-${host}`,
  version: '28.5.2',
  apiVersion: '1.51',
  hostname: host,
  operatingSystem: 'simulated',
  architecture: 'x86_64',
  storageDriver: 'overlay2',
});
