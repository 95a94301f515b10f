import type { EdgeView } from '@muster/api';
import { describe, expect, it } from 'vitest';
import { plainStyle, terminalStyle } from '../../text/style.js';
import { aCheckFinding, aMesh, anEdge, aReport, aCheck, noonMs } from '../../testing/samples.js';
import { checksView, checkView } from './checks.js';
import { matrixView } from './matrix.js';
import { reportView, verdictOf } from './report.js';
import { troublesView } from './troubles.js';

const blocked: Partial<EdgeView> = {
  verdict: 'fail',
  layer: 'destination-firewall',
  lossPercent: 100,
  reason: 'all 5 packets arrived, none passed',
  remedy: ['ufw allow 4789/udp'],
};
const unseen: Partial<EdgeView> = {
  verdict: 'unknown',
  layer: 'unknown',
  lossPercent: null,
  reason: 'nft is not installed',
};

/** The mesh with one host's inbound edges changed. */
const towards = (hosts: number, name: string, changes: Partial<EdgeView>) =>
  aMesh(hosts, ({ destination }) => (destination === name ? changes : {}));

/** The matrix without its legend. */
const matrixOf = (edges: readonly EdgeView[], columns = 100) =>
  matrixView(edges, columns, plainStyle).split('\n').slice(2);

describe('the matrix', () => {
  it('has sources down and destinations across', () => {
    const edges = aMesh(3, ({ source, destination }) =>
      source === 'host-1' && destination === 'host-3' ? blocked : {},
    );
    expect(matrixOf(edges)).toEqual([
      '          1 2 3',
      '1 host-1  \\ · ✗',
      '2 host-2  · \\ ·',
      '3 host-3  · · \\',
    ]);
  });

  it('shows the worst of all ports: fail before unknown, unknown before pass', () => {
    const pass = anEdge('a', 'b');
    const unknown = anEdge('a', 'b', { ...unseen, port: 7946 });
    const fail = anEdge('a', 'b', { ...blocked, port: 2377, protocol: 'tcp' });
    expect(matrixOf([pass, unknown])[1]).toMatch(/\?$/);
    expect(matrixOf([fail, pass, unknown])[1]).toMatch(/✗$/);
  });

  it('leaves blank what was not probed', () => {
    expect(matrixOf([anEdge('a', 'b')])).toEqual(['     1 2', '1 a  \\ ·', '2 b    \\']);
  });

  it('stacks the digits of numbers, and is narrow where the screen is', () => {
    const lines = matrixOf(aMesh(12), 26);
    expect(lines.slice(0, 3)).toEqual([
      '                     111',
      '            123456789012',
      ' 1 host-1   \\···········',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(26);
  });

  it('of 64 hosts shows only what is wrong, within 80 columns', () => {
    const lines = matrixOf(towards(64, 'host-60', blocked).slice(0, 63 * 3), 80);
    expect(lines.slice(2, 5).map((line) => line.indexOf('✗'))).toEqual([70, 70, 70]);
    expect(lines).toHaveLength(2 + 3 + 1);
    expect(lines.at(-1)).toBe('The 61 rows that are left out: all pass.');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
  });

  it('of 64 hosts that all pass is left out', () => {
    expect(matrixView(aMesh(64), 200, plainStyle)).toBe('');
  });

  it('on a narrow screen shows only the rows and columns with something wrong', () => {
    const lines = matrixOf(towards(30, 'host-7', unseen), 20);
    expect(lines.slice(0, 2)).toEqual(['            7', ' 1 host-1   ?']);
    expect(lines.at(-1)).toBe('The 1 row that is left out: all pass.');
  });

  it('is coloured where there are colours', () => {
    expect(matrixView([anEdge('a', 'b', blocked)], 80, terminalStyle)).toContain(
      '\u001b[31m✗\u001b[39m',
    );
  });
});

describe('what does not pass', () => {
  const troubles = (edges: readonly EdgeView[]) => troublesView(edges, plainStyle).split('\n');

  it('has a line an edge, with layer, what was seen and the remedy', () => {
    expect(troubles([...aMesh(3).slice(1), anEdge('host-1', 'host-2', blocked)])).toEqual([
      'fail host-1 → host-2  4789/udp  destination-firewall',
      '  all 5 packets arrived, none passed',
      '  → ufw allow 4789/udp',
    ]);
  });

  it('is one line where a firewall stops everybody', () => {
    expect(troubles(towards(5, 'host-3', blocked))[0]).toBe(
      'fail every host → host-3  4789/udp  destination-firewall (4 edges)',
    );
  });

  it('is one line where a host lets nothing out, on several ports', () => {
    const stopped = { ...blocked, layer: 'source-firewall' as const };
    const edges = [4789, 7946].flatMap((port) =>
      aMesh(3, ({ source }) => ({ port, ...(source === 'host-2' ? stopped : {}) })),
    );
    expect(troubles(edges)[0]).toBe(
      'fail host-2 → every host  4789/udp, 7946/udp  source-firewall (4 edges)',
    );
  });

  it('is one line where the network lets a port through between no hosts', () => {
    const edges = aMesh(4, () => ({ ...blocked, layer: 'network' }));
    expect(troubles(edges)[0]).toBe('fail every host → every host  4789/udp  network (12 edges)');
  });

  it('keeps different layers apart, and failures before what is unknown', () => {
    const heads = troubles([
      anEdge('a', 'b', unseen),
      anEdge('a', 'c', blocked),
      anEdge('b', 'c', { ...blocked, layer: 'network' }),
    ]).filter((line) => !line.startsWith(' '));
    expect(heads).toEqual([
      'fail a → c  4789/udp  destination-firewall',
      'fail b → c  4789/udp  network',
      'unknown a → b  4789/udp',
    ]);
  });

  it('counts sentences and remedies beyond the first', () => {
    const edges = aMesh(9, ({ source, destination }) => ({
      ...blocked,
      reason: `seen by ${source}`,
      remedy: [`open ${destination}`],
    }));
    const lines = troubles(edges);
    expect(lines).toContain('  … and 7 more like this');
    expect(lines).toContain('  … and 5 more to be done, see -o json');
    expect(lines).toHaveLength(1 + 3 + 5);
  });
});

describe('the report', () => {
  const view = (changes: Parameters<typeof aReport>[0]) =>
    reportView(aReport(changes), 100, plainStyle);

  it('ends with the numbers', () => {
    expect(view({ edges: towards(3, 'host-3', blocked) })).toMatch(
      /\n\nFleet demo: 6 edges between 3 hosts in 1\.2 s: 4 pass, 2 fail, 0 unknown\.$/,
    );
  });

  it('gives loss as a figure', () => {
    const edges = [anEdge('a', 'b', { lossPercent: 40 }), anEdge('b', 'a', { lossPercent: 0 })];
    expect(view({ edges })).toMatch(/\n1 passing edge loses packets, at most 40 %\.$/);
  });

  it('sums up the path MTUs, the common one first', () => {
    const path = (source: string, mtu: number | null) => ({ source, destination: 'b', mtu });
    const pathMtu = [path('a', 1400), path('c', 1500), path('d', 1500), path('e', null)];
    expect(view({ pathMtu })).toContain(
      'Path MTU: 1500 on 2 paths; 1400 on a → b; unknown on e → b.',
    );
  });

  it('shows findings that were accepted as such', () => {
    const finding = aCheckFinding({ severity: 'warning', accepted: true });
    expect(view({ findings: [finding] })).toContain('accepted agent-missing');
  });

  it.each([
    ['pass', [anEdge('a', 'b')], []],
    ['unknown', [anEdge('a', 'b'), anEdge('b', 'a', unseen)], []],
    ['fail', [anEdge('a', 'b', unseen), anEdge('b', 'a', blocked)], []],
    ['fail', [anEdge('a', 'b')], [aCheckFinding()]],
    ['pass', [anEdge('a', 'b')], [aCheckFinding({ severity: 'warning' })]],
  ] as const)('is a %s (%#)', (verdict, edges, findings) => {
    expect(verdictOf(aReport({ edges: [...edges], findings: [...findings] }))).toBe(verdict);
  });

  it('cannot steer the terminal', () => {
    const evil = '\u001b[2Jx\u0007';
    const edges = [anEdge(evil, 'b', { ...blocked, reason: evil, remedy: [evil] })];
    const text = view({ edges, fleet: evil });
    expect(text).toContain('x\\u{7}');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u0007');
  });
});

describe('earlier checks', () => {
  it('are listed with their verdicts', () => {
    const running = aCheck({ id: 'check-2', state: 'running', verdict: null, edges: null });
    const text = checksView({ checks: [running, aCheck()] }, noonMs + 4_000, plainStyle);
    expect(text).toMatch(/^check-2 +demo +request +running +- +- +4 s ago/m);
    expect(text).toMatch(/^check-1 +demo +request +succeeded +pass +6\/0\/0 +4 s ago +1\.2 s$/m);
  });

  it('are shown with their reports', () => {
    const room = { nowMs: noonMs, columns: 80 };
    expect(checkView(aCheck(), room, plainStyle)).toMatch(/^Verdict: +pass$[^]*6 edges between/m);
  });

  it('that could not be made say why', () => {
    const failed = aCheck({ state: 'failed', reason: 'no host answers', report: null });
    const text = checkView(failed, { nowMs: noonMs, columns: 80 }, plainStyle);
    expect(text).toMatch(/^State: +failed: no host answers$/m);
  });
});
