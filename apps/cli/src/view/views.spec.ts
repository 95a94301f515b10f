import { describe, expect, it } from 'vitest';
import { aFinding, aHost, aNetwork, anOperation, aPlan, noonMs } from '../testing/samples.js';
import { findingsView } from './findings.js';
import { fleetView } from './fleet.js';
import { hostView, hostsSummary, hostsView } from './hosts.js';
import { networkView, networksView } from './networks.js';
import { operationView, operationsView } from './operations.js';
import { planView } from './plan.js';
import { plainStyle, terminalStyle } from '../text/style.js';

const now = noonMs + 4_000;

describe('hosts', () => {
  const leader = aHost('host-1', {
    membership: { kind: 'member', nodeId: 'n1', role: 'manager', address: '192.0.2.10' },
    node: { state: 'ready', availability: 'drain', leader: true, labels: {} },
  });

  it('show what was observed, and when', () => {
    const [head, row] = hostsView([leader], now, plainStyle).split('\n');
    expect(head?.split(/ {2,}/)).toEqual(
      'HOST CONNECTED ENGINE ADDRESS SWARM STATE WORKS OBSERVED'.split(' '),
    );
    expect(row?.split(/ {2,}/)).toEqual([
      'host-1',
      'yes',
      '28.5.2',
      '192.0.2.10',
      'manager (leader)',
      'ready, drain',
      'pass',
      '4 s ago',
    ]);
  });

  it('show unknown as unknown, with its reason, and never as pass or fail', () => {
    const silent = aHost('host-2', {
      connected: false,
      engineVersion: null,
      observedAt: null,
      addresses: [],
      membership: { kind: 'unknown', reason: "the host's agent is not connected" },
      node: null,
      works: 'unknown',
      conditions: [],
    });
    const text = hostsView([silent], now, plainStyle);
    expect(text).toMatch(/^host-2 +no +unknown +- +unknown +unknown +unknown +never$/m);
    expect(text).toContain(
      "Not passing:\n  host-2  swarm  unknown  the host's agent is not connected",
    );
    expect(text).not.toMatch(/\bpass\b|\bfail\b/);
  });

  it('say whether what was seen can have changed since', () => {
    expect(hostView(leader, now, plainStyle)).toContain('4 s ago, and changes as they come');
    const lostAt = new Date(now - 60_000).toISOString();
    const lost = aHost('host-2', { connected: false, follows: false, lostAt });
    expect(hostView(lost, now, plainStyle)).toContain('stale: its agent went away 60 s ago');
    const looked = aHost('host-3', { follows: false });
    expect(hostView(looked, now, plainStyle)).toMatch(/4 s ago$/m);
  });

  it('list below what does not pass', () => {
    const deaf = aHost('host-3', {
      works: 'fail',
      conditions: [
        { name: 'node', verdict: 'pass', detail: 'ready' },
        { name: 'gossip', verdict: 'fail', detail: 'nothing listens on 7946' },
        { name: 'ingress', verdict: 'unknown', detail: 'no look yet' },
      ],
    });
    const text = hostsView([leader, deaf], now, plainStyle);
    expect(text.split('Not passing:\n')[1]).toBe(
      '  host-3  gossip   fail     nothing listens on 7946\n  host-3  ingress  unknown  no look yet',
    );
    expect(hostsSummary([leader, deaf])).toBe('1 of 2 hosts work');
  });

  it('have nothing to judge when they are in no swarm', () => {
    const bare = aHost('host-4', {
      membership: { kind: 'none' },
      node: null,
      works: 'unknown',
      conditions: [],
    });
    expect(hostsView([bare], now, plainStyle)).toMatch(/192\.0\.2\.11 +none +- +- +4 s ago$/);
  });

  it('cannot steer the terminal by their names', () => {
    const text = hostsView([aHost('\u001b[2Jhost\u0007')], now, plainStyle);
    expect(text).toContain('host\\u{7}');
    expect(text).not.toContain('\u001b');
  });

  it('are coloured without losing the columns', () => {
    const colored = hostsView([leader], now, terminalStyle);
    expect(colored).toContain('\u001b[32mpass\u001b[39m');
  });

  it('show one with all its conditions', () => {
    const text = hostView(leader, now, plainStyle);
    expect(text).toMatch(/^Engine: +28\.5\.2, API 1\.51$/m);
    expect(text).toMatch(/^gossip +pass +seen by all peers$/m);
  });
});

describe('findings', () => {
  it('start with blockers, each with its place and remedy', () => {
    const findings = [aFinding({ severity: 'note', id: 'z', path: '', hosts: ['a'] }), aFinding()];
    expect(findingsView(findings, plainStyle)).toBe(
      [
        'blocker agent-missing  line 7, hosts[1].name',
        '  no agent of host-2 has connected',
        '  → Start the agent on host-2.',
        'note z  line 7, a',
        '  no agent of host-2 has connected',
        '  → Start the agent on host-2.',
      ].join('\n'),
    );
  });
});

describe('a plan', () => {
  it('shows its steps with their reasons', () => {
    const text = planView(aPlan(), plainStyle);
    expect(text).toMatch(/^2 +host-2 +swarm\.join host-2 +host-2 is in no swarm$/m);
    expect(text).toMatch(/Fleet demo: 2 steps to 2 hosts\.$/);
  });

  it('that is blocked says that nothing was changed', () => {
    const text = planView(aPlan({ steps: [], findings: [aFinding()] }), plainStyle);
    expect(text).toMatch(/Fleet demo: blocked by 1 finding; nothing was changed\.$/m);
  });

  it.each([
    ['up', 'it is as the spec says'],
    ['down', 'no host is in a swarm'],
  ] as const)('for %s without steps says that %s', (goal, said) => {
    expect(planView(aPlan({ goal, steps: [] }), plainStyle)).toContain(said);
  });
});

describe('networks', () => {
  it('show where they are and who is on them', () => {
    const attachments = [
      { host: 'host-1', container: 'web\u001b[1m', ipv4Address: '10.0.1.2/24', ipv6Address: '' },
    ];
    const network = aNetwork('app', { attachments, encrypted: true });
    const list = { fleet: 'demo', revision: 1, networks: [network], unknownOn: ['host-9'] };
    const text = networksView(list, now, plainStyle);
    expect(text).toMatch(
      /^app +overlay +swarm +attachable,encrypted +10\.0\.1\.0\/24 +default +1 host/m,
    );
    expect(text).toContain('unknown on host-9');
    expect(networkView(network, now)).toMatch(/^web +host-1 +10\.0\.1\.2\/24 +-$/m);
  });
});

describe('operations', () => {
  it('show state, age, time and reason', () => {
    const failed = anOperation({ state: 'failed', reason: 'host-2 is gone' });
    const text = operationsView({ operations: [failed] }, noonMs + 60_000, plainStyle);
    expect(text).toMatch(/^op-1 +demo +up +failed +60 s ago +6\.1 s +host-2 is gone$/m);
  });

  it('show their steps', () => {
    const steps = [
      {
        id: 's',
        description: 'swarm.init a',
        state: 'done' as const,
        changed: true,
        message: null,
      },
    ];
    expect(operationView(anOperation({ steps }), now, plainStyle)).toMatch(
      /^swarm\.init a +done +yes$/m,
    );
  });
});

it('a fleet that differs says what would make it as the spec says', () => {
  const status = {
    fleet: 'demo',
    spec: '',
    specDigest: '',
    swarmId: null,
    state: 'differs' as const,
    differences: ['swarm.join host-2'],
    findings: [],
    hosts: [aHost('host-1')],
    networks: 1,
    operation: null,
  };
  const text = fleetView(status, now, plainStyle);
  expect(text).toMatch(/^State: +differs$/m);
  expect(text).toContain('(muster up):\n  swarm.join host-2');
});
