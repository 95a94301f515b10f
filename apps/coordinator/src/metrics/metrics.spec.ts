import { describe, expect, it } from 'vitest';
import { Board, everyEdgeUpTo } from '../watch/board.js';
import { aMesh, anEdge, aSeen } from '../watch/testing/seen.js';
import { Metrics } from './metrics.js';

function metricsOver(board: Board): Metrics {
  return new Metrics({
    hub: { size: 3 },
    keeper: { ages: () => new Map([['web-1', 4.5]]), toResync: 3 },
    operations: { countByState: () => Promise.resolve(new Map([['running', 2]])) },
    board,
  });
}

const samples = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

describe('what Prometheus scrapes', () => {
  it('has sessions, operations, the age of the inventory and the process', async () => {
    const text = await metricsOver(new Board()).text();
    expect(samples(text, 'muster_sessions')).toEqual(['muster_sessions 3']);
    expect(samples(text, 'muster_operations')).toContain('muster_operations{state="running"} 2');
    expect(samples(text, 'muster_operations')).toContain('muster_operations{state="failed"} 0');
    expect(samples(text, 'muster_inventory_age_seconds')).toEqual([
      'muster_inventory_age_seconds{host="web-1"} 4.5',
    ]);
    expect(samples(text, 'muster_inventory_waiting')).toEqual(['muster_inventory_waiting 3']);
    expect(samples(text, 'process_cpu_seconds_total')).toHaveLength(1);
    expect(samples(text, 'muster_edge_up')).toEqual([]);
  });

  it('has every edge of a small fleet, and unknown is neither up nor down', async () => {
    const board = new Board();
    const edges = [
      anEdge('a', 'b', { protocol: 'tcp', port: 2377, rttMs: 2, lossPercent: null }),
      anEdge('b', 'a', { verdict: 'fail', lossPercent: 100 }),
      anEdge('a', 'c', { verdict: 'unknown', lossPercent: null }),
    ];
    board.put('lab', aSeen(edges));
    const text = await metricsOver(board).text();
    expect(samples(text, 'muster_edge_up')).toEqual([
      'muster_edge_up{fleet="lab",source="a",destination="b",protocol="tcp",port="2377"} 1',
      'muster_edge_up{fleet="lab",source="b",destination="a",protocol="udp",port="4789"} 0',
      'muster_edge_up{fleet="lab",source="a",destination="c",protocol="udp",port="4789"} -1',
    ]);
    expect(samples(text, 'muster_edge_loss_ratio')).toEqual([
      'muster_edge_loss_ratio{fleet="lab",source="b",destination="a",protocol="udp",port="4789"} 1',
    ]);
    expect(samples(text, 'muster_edge_rtt_seconds')).toEqual([
      'muster_edge_rtt_seconds{fleet="lab",source="a",destination="b",protocol="tcp",port="2377"} 0.002',
    ]);
    expect(samples(text, 'muster_path_mtu_bytes')).toEqual([
      'muster_path_mtu_bytes{fleet="lab",source="a",destination="b"} 1450',
    ]);
    expect(samples(text, 'muster_check_edges')).toContain(
      'muster_check_edges{fleet="lab",verdict="fail"} 1',
    );
    expect(samples(text, 'muster_check_timestamp_seconds')).toEqual([
      'muster_check_timestamp_seconds{fleet="lab"} 1767225600',
    ]);
    expect(samples(text, 'muster_check_findings')).toContain(
      'muster_check_findings{fleet="lab",severity="blocker"} 1',
    );
  });

  it('has what fails of a large fleet, and sums', async () => {
    const board = new Board();
    const edges = aMesh(everyEdgeUpTo + 8);
    board.put('big', aSeen([{ ...edges[0]!, verdict: 'fail' }, ...edges.slice(1)]));
    const text = await metricsOver(board).text();
    expect(samples(text, 'muster_edge_up')).toHaveLength(1);
    expect(samples(text, 'muster_path_mtu_bytes')).toEqual([]);
    expect(samples(text, 'muster_path_mtu_least_bytes')).toHaveLength(1);
    expect(samples(text, 'muster_check_edges')).toContain(
      `muster_check_edges{fleet="big",verdict="pass"} ${String(edges.length - 1)}`,
    );
  });

  it('has nothing more of a fleet that is gone, nor of an edge', async () => {
    const board = new Board();
    const metrics = metricsOver(board);
    board.put('lab', aSeen([anEdge('a', 'b'), anEdge('b', 'a')]));
    await metrics.text();
    board.put('lab', aSeen([anEdge('a', 'b')]));
    expect(samples(await metrics.text(), 'muster_edge_up')).toHaveLength(1);
    board.forget('lab');
    expect(await metrics.text()).not.toContain('fleet="lab"');
  });
});
