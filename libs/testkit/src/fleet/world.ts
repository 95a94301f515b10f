import type {
  ClockOffset,
  EngineFacts,
  MachineFacts,
  NetworkFact,
  NodeCertificate,
  NodeFact,
} from '@muster/inventory';
import { aMachine } from './machine.js';

/** Hosts and swarms as plain data: what agents would see is computed from it (observe.ts), and steps change it. */
export type World = {
  readonly hosts: Record<string, WorldHost>;
  readonly swarms: Record<string, WorldSwarm>;
};

export type WorldHost = {
  readonly name: string;
  readonly address: string;
  readonly machine: MachineFacts;
  readonly clock: ClockOffset;
  readonly engine: EngineFacts;
  /** While it is a member. */
  readonly certificate?: NodeCertificate;
  connected: boolean;
  /** Why the Engine does not answer, when it does not. */
  engineDown?: string;
  standing: WorldStanding;
  /** Whether it gossips: `ingress` and `docker_gwbridge` there, 7946 bound. */
  works: boolean;
  /** Besides those of its swarm. */
  readonly networks: NetworkFact[];
};

export type WorldStanding =
  | { readonly kind: 'none' }
  | { readonly kind: 'joining'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'member'; readonly swarm: string; readonly nodeId: string };

export type WorldSwarm = {
  readonly id: string;
  readonly settings: {
    readonly addressPools: readonly string[];
    readonly subnetSize: number;
    readonly dataPathPort: number;
    readonly autolock: boolean;
  };
  nodes: NodeFact[];
  /** But for `ingress`. */
  networks: NetworkFact[];
  /** Node ids are never used twice. */
  nodesMade: number;
};

export function newHost(name: string, index: number): WorldHost {
  const address = `192.0.2.${index + 1}`;
  return {
    name,
    address,
    machine: {
      ...aMachine,
      hostname: name,
      machineId: `machine-${name}`,
      bootId: `boot-${name}`,
      interfaces: [{ name: 'eth0', addresses: [`${address}/24`] }],
    },
    clock: { offsetMs: 0, errorMs: 5 },
    engine: {
      id: `engine-${name}`,
      version: '28.5.2',
      apiVersion: '1.51',
      hostname: name,
      operatingSystem: 'Debian GNU/Linux',
      architecture: 'x86_64',
      storageDriver: 'overlay2',
      liveRestore: false,
      dataRoot: '/var/lib/docker',
      firewallBackend: 'iptables',
      securityOptions: [],
    },
    connected: true,
    standing: { kind: 'none' },
    works: false,
    networks: [],
  };
}

export function newSwarm(id: string, settings: Partial<WorldSwarm['settings']> = {}): WorldSwarm {
  const defaults = {
    addressPools: ['10.0.0.0/8'],
    subnetSize: 24,
    dataPathPort: 4789,
    autolock: false,
  };
  return { id, settings: { ...defaults, ...settings }, nodes: [], networks: [], nodesMade: 0 };
}

export type NewNode = Partial<Pick<NodeFact, 'role' | 'availability' | 'labels' | 'state'>> & {
  /** Only of a manager. Default true. */
  readonly reachable?: boolean;
};

/** Adds a node to the swarm and returns it. The first manager leads. */
export function addNode(swarm: WorldSwarm, host: WorldHost, more: NewNode = {}): NodeFact {
  const { reachable = true, ...rest } = more;
  swarm.nodesMade += 1;
  const leader = !swarm.nodes.some((node) => node.manager?.leader);
  const manager = { leader, reachable, address: `${host.address}:2377` };
  const node: NodeFact = {
    nodeId: `${swarm.id}-${host.name}-${swarm.nodesMade}`,
    hostname: host.machine.hostname,
    role: 'worker',
    availability: 'active',
    state: 'ready',
    address: host.address,
    labels: {},
    engineVersion: host.engine.version,
    ...(rest.role === 'manager' && { manager }),
    ...rest,
  };
  swarm.nodes.push(node);
  return node;
}

export function aNetworkFact(name: string, more: Partial<NetworkFact> = {}): NetworkFact {
  return {
    id: `id-of-${name}`,
    name,
    driver: 'overlay',
    scope: 'swarm',
    attachable: false,
    internal: false,
    ingress: false,
    encrypted: false,
    subnets: [],
    options: {},
    labels: {},
    vnis: [],
    createdAt: '2030-01-01T00:00:00Z',
    peers: [],
    attachments: [],
    orphans: [],
    ...more,
  };
}
