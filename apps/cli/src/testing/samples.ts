import type {
  CheckAnswer,
  CheckFindingView,
  CheckReport,
  EdgeView,
  HostView,
  NetworkView,
  OperationAnswer,
  PlanView,
} from '@muster/api';
import type { OperationEvent } from '@muster/plan';

/** When everything happens in tests. */
export const noon = '2024-05-01T12:00:00.000Z';
export const noonMs = Date.parse(noon);

export const aHost = (host: string, changes: Partial<HostView> = {}): HostView => ({
  host,
  fleet: 'demo',
  connected: true,
  agentVersion: '0.1.0',
  observedAt: noon,
  follows: true,
  changedAt: noon,
  lostAt: null,
  engineVersion: '28.5.2',
  apiVersion: '1.51',
  operatingSystem: 'Debian GNU/Linux 13',
  kernel: '6.12.0',
  addresses: ['192.0.2.11/24'],
  membership: { kind: 'member', nodeId: `node-${host}`, role: 'worker', address: '192.0.2.11' },
  node: { state: 'ready', availability: 'active', leader: false, labels: {} },
  works: 'pass',
  conditions: [{ name: 'gossip', verdict: 'pass', detail: 'seen by all peers' }],
  ...changes,
});

export const aNetwork = (name: string, changes: Partial<NetworkView> = {}): NetworkView => ({
  name,
  id: `id-${name}`,
  driver: 'overlay',
  scope: 'swarm',
  attachable: true,
  internal: false,
  encrypted: false,
  ingress: false,
  subnets: [{ subnet: '10.0.1.0/24', gateway: '10.0.1.1', ipRange: null }],
  mtu: null,
  vnis: [4097],
  options: {},
  labels: {},
  createdAt: noon,
  materialisedOn: ['host-1'],
  conditions: {
    created: { verdict: 'pass', reason: '' },
    materialised: { hosts: 1, of: 3 },
    verified: { verdict: 'pass', reason: '', at: '2026-01-01T00:00:00Z', operationId: 'op' },
    encrypted: 'n/a',
  },
  ready: true,
  attachments: [],
  observedAt: noon,
  ...changes,
});

type Finding = PlanView['findings'][number];

export const aFinding = (changes: Partial<Finding> = {}): Finding => ({
  id: 'agent-missing',
  severity: 'blocker',
  path: 'hosts[1].name',
  line: 7,
  hosts: ['host-2'],
  message: 'no agent of host-2 has connected',
  remedy: ['Start the agent on host-2.'],
  ...changes,
});

/** One without a place in a spec. */
export const aCheckFinding = (changes: Partial<CheckFindingView> = {}): CheckFindingView => {
  const { path: _, line: __, ...finding } = aFinding();
  return { ...finding, ...changes };
};

export const aPlan = (changes: Partial<PlanView> = {}): PlanView => ({
  id: 'plan-1',
  fleet: 'demo',
  goal: 'up',
  steps: [aStep('swarm.init', 'host-1'), aStep('swarm.join', 'host-2', ['swarm.init host-1'])],
  findings: [],
  specDigest: 'sha256:1',
  inventoryRevision: 1,
  createdAt: noon,
  ...changes,
});

const aStep = (kind: string, host: string, needs: string[] = []): PlanView['steps'][number] => ({
  id: `${kind} ${host}`,
  kind,
  host,
  description: `${kind} ${host}`,
  reason: `${host} is in no swarm`,
  needs,
});

export const anOperation = (changes: Partial<OperationAnswer> = {}): OperationAnswer => ({
  id: 'op-1',
  fleet: 'demo',
  goal: 'up',
  planId: 'plan-1',
  state: 'succeeded',
  reason: null,
  steps: [],
  createdAt: noon,
  startedAt: noon,
  finishedAt: '2024-05-01T12:00:06.100Z',
  ...changes,
});

/** A journal with its numbers and times: one event a second. */
export const journal = (...events: OperationEvent[]) =>
  events.map((event, index) => ({
    seq: index + 1,
    at: new Date(noonMs + index * 1_000).toISOString(),
    ...event,
  }));

const joins = (host: string): OperationEvent & { type: 'plan.made' } => ({
  type: 'plan.made',
  steps: [
    {
      id: `swarm.join ${host}`,
      kind: 'swarm.join',
      args: { host, role: 'worker' },
      needs: [],
      reason: `${host} is in no swarm`,
    },
  ],
  findings: [],
});

/** A host joins and all is well. */
export const joining = journal(
  { type: 'operation.started' },
  joins('host-2'),
  { type: 'step.started', stepId: 'swarm.join host-2' },
  { type: 'step.progress', stepId: 'swarm.join host-2', message: 'waiting for the node' },
  { type: 'step.finished', stepId: 'swarm.join host-2', changed: true, durationMs: 1_200 },
  { type: 'operation.finished', state: 'succeeded' },
);

export const anEdge = (
  source: string,
  destination: string,
  changes: Partial<EdgeView> = {},
): EdgeView => ({
  source,
  destination,
  address: '192.0.2.11',
  port: 4789,
  protocol: 'udp',
  verdict: 'pass',
  layer: 'none',
  lossPercent: 0,
  rttMs: null,
  reason: '5 of 5 packets passed',
  remedy: [],
  ...changes,
});

export const hostNames = (n: number): readonly string[] =>
  Array.from({ length: n }, (_, index) => `host-${index + 1}`);

/** Every ordered pair of so many hosts, each changed as `change` says. */
export const aMesh = (
  hosts: number,
  change: (edge: EdgeView) => Partial<EdgeView> = () => ({}),
): EdgeView[] =>
  hostNames(hosts).flatMap((source) =>
    hostNames(hosts)
      .filter((destination) => destination !== source)
      .map((destination) => anEdge(source, destination))
      .map((edge) => ({ ...edge, ...change(edge) })),
  );

export const aReport = (changes: Partial<CheckReport> = {}): CheckReport => ({
  fleet: 'demo',
  startedAt: noon,
  durationMs: 1_234,
  edges: aMesh(3),
  pathMtu: [],
  findings: [],
  ...changes,
});

export const aCheck = (changes: Partial<CheckAnswer> = {}): CheckAnswer => ({
  id: 'check-1',
  fleet: 'demo',
  state: 'succeeded',
  cause: 'request',
  operationId: null,
  hosts: ['host-1', 'host-2', 'host-3'],
  ports: ['4789/udp'],
  progress: null,
  reason: null,
  verdict: 'pass',
  edges: { pass: 6, fail: 0, unknown: 0 },
  blockers: 0,
  createdAt: noon,
  startedAt: noon,
  finishedAt: '2024-05-01T12:00:01.234Z',
  report: aReport(),
  ...changes,
});
