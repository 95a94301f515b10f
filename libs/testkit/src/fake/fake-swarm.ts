import type { CreateOverlay, EngineEvent, InitSwarm } from '@muster/docker';
import {
  overlayOptions,
  type NetworkFact,
  type NodeFact,
  type NodeRole,
  type ServiceFact,
  type SubnetFact,
  type SwarmFacts,
} from '@muster/inventory';
import { overlaps, parseCidr, type Cidr } from '@muster/kernel';
import type { FakeEngine } from './fake-engine.js';

/** A node as its swarm keeps it; the engine is absent once the host left. */
export type FakeNode = {
  readonly nodeId: string;
  readonly hostname: string;
  readonly address: string;
  readonly engineVersion: string;
  role: NodeRole;
  availability: NodeFact['availability'];
  labels: Readonly<Record<string, string>>;
  engine: FakeEngine | undefined;
  /** A node that left is still called ready for a moment. */
  isDown: boolean;
};

/** A swarm that exists only in memory, shared by the fake engines that are in it. */
export class FakeSwarm {
  readonly nodes = new Map<string, FakeNode>();
  readonly networks = new Map<string, NetworkFact>();
  readonly services = new Map<string, ServiceFact>();
  readonly tokens: Readonly<Record<NodeRole, string>>;

  constructor(
    readonly id: string,
    private readonly args: InitSwarm,
  ) {
    const digest = letters(`ca ${id}`, 50);
    this.tokens = {
      manager: `SWMTKN-1-${digest}-${letters(`manager ${id}`, 25)}`,
      worker: `SWMTKN-1-${digest}-${letters(`worker ${id}`, 25)}`,
    };
  }

  managers(): readonly FakeNode[] {
    return [...this.nodes.values()].filter((node) => node.role === 'manager');
  }

  /** Managers hear of what happens to the swarm. */
  tell(event: EngineEvent): void {
    for (const { engine } of this.managers()) engine?.happenings.emit(event);
  }

  /** More than half of the managers run. */
  hasLeader(): boolean {
    const running = this.managers().filter(({ engine }) => engine?.isRunning === true);
    return running.length * 2 > this.managers().length;
  }

  facts(): SwarmFacts {
    return {
      id: this.id,
      addressPools: this.#pools(),
      subnetSize: this.#subnetSize(),
      dataPathPort: this.args.dataPathPort ?? 4789,
      autolock: this.args.autolock,
      nodes: [...this.nodes.values()].map((node) => this.nodeFact(node)),
      services: [...this.services.values()],
    };
  }

  nodeFact(node: FakeNode): NodeFact {
    const isLeader = this.managers().find(({ engine }) => engine?.isRunning === true) === node;
    return {
      nodeId: node.nodeId,
      hostname: node.hostname,
      role: node.role,
      availability: node.availability,
      state: node.isDown || node.engine?.isRunning === false ? 'down' : 'ready',
      address: node.address,
      labels: node.labels,
      engineVersion: node.engineVersion,
      ...(node.role === 'manager' && {
        manager: {
          leader: isLeader,
          reachable: node.engine?.isRunning === true,
          address: `${node.address}:2377`,
        },
      }),
    };
  }

  /** Accepts a network without addresses, as the Engine does. */
  define(id: string, { name, attachable, ingress }: CreateOverlay, createdAt: string): void {
    this.networks.set(id, { ...unallocated, id, name, attachable, ingress, createdAt });
  }

  defineIngress(id: string, createdAt: string): void {
    this.define(id, ingress, createdAt);
    this.allocate(id, ingress);
  }

  /** Gives the network its driver, addresses and VNIs; leaves it as it is where one of these is taken. */
  allocate(id: string, wanted: CreateOverlay): void {
    const network = this.networks.get(id);
    const subnets = this.#rangesFor(wanted);
    if (network === undefined || subnets === undefined) return;
    const others = [...this.networks.values()].flatMap(({ vnis }) => vnis);
    if (wanted.vnis.some((vni) => others.includes(vni))) return;
    const chosen = subnets.map((_, index) => 4096 + 16 * this.networks.size + index);
    const vnis = subnets.map((_, index) => wanted.vnis[index] ?? chosen[index] ?? 0);
    this.networks.set(id, {
      ...network,
      driver: 'overlay',
      internal: wanted.internal,
      encrypted: wanted.encrypted,
      subnets,
      labels: wanted.labels,
      vnis,
      options: {
        ...wanted.options,
        [overlayOptions.vnis]: vnis.join(','),
        ...(wanted.encrypted && { encrypted: '' }),
        ...(wanted.mtu !== undefined && { [overlayOptions.mtu]: String(wanted.mtu) }),
      },
    });
  }

  /** Auxiliary addresses are forgotten, as swarms do. */
  #rangesFor(wanted: CreateOverlay): readonly SubnetFact[] | undefined {
    const taken = [...this.networks.values()].flatMap(({ subnets }) =>
      subnets.flatMap(({ subnet }) => parseCidr(subnet) ?? []),
    );
    const isFree = (range: Cidr): boolean => !taken.some((other) => overlaps(range, other));
    const asked = wanted.subnets.flatMap((it) => {
      const range = parseCidr(it.subnet);
      return range === undefined ? [] : [{ ...it, range }];
    });
    if (asked.length === 0) {
      const cut = this.#pools().flatMap((pool) => cutFrom(pool, this.#subnetSize()));
      const free = cut.find(isFree);
      return free && [{ subnet: free.text, gateway: gatewayOf(free) }];
    }
    if (!asked.every(({ range }) => isFree(range))) return undefined;
    return asked.map(({ range, gateway = gatewayOf(range), ipRange }) => ({
      subnet: range.text,
      gateway,
      ...(ipRange !== undefined && { ipRange }),
    }));
  }

  #pools(): readonly string[] {
    return this.args.addressPools.length > 0 ? this.args.addressPools : ['10.0.0.0/8'];
  }

  #subnetSize(): number {
    return this.args.subnetSize ?? 24;
  }
}

const ingress: CreateOverlay = {
  name: 'ingress',
  attachable: false,
  internal: false,
  encrypted: false,
  ingress: true,
  ...{ subnets: [], vnis: [], options: {}, labels: {} },
};

const unallocated: NetworkFact = {
  id: '',
  name: '',
  driver: '',
  scope: 'swarm',
  attachable: false,
  internal: false,
  ingress: false,
  encrypted: false,
  subnets: [],
  options: {},
  labels: {},
  vnis: [],
  createdAt: '',
  peers: [],
  attachments: [],
  orphans: [],
};

/** More ranges than any test asks for. */
const longestCut = 256;

function cutFrom(pool: string, prefix: number): readonly Cidr[] {
  const whole = parseCidr(pool);
  if (whole === undefined) return [];
  const size = 1n << BigInt(32 - prefix);
  const count = Number((whole.last - whole.first + 1n) / size);
  return Array.from({ length: Math.min(count, longestCut) }, (_, index) => {
    const first = whole.first + BigInt(index) * size;
    return parseCidr(`${dotted(first)}/${prefix}`);
  }).filter((range) => range !== undefined);
}

const gatewayOf = (subnet: Cidr): string =>
  subnet.family === 4 ? dotted(subnet.first + 1n) : subnet.text.replace(/\/\d+$/, '1');

const dotted = (address: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');

/** Letters and digits that depend on the seed alone: real tokens look like that. */
export function letters(seed: string, length: number): string {
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
  let state = 7;
  return Array.from({ length }, (_, index) => {
    state = (state * 31 + seed.charCodeAt(index % seed.length) + index) % 1_000_003;
    return alphabet[state % alphabet.length];
  }).join('');
}
