import type { EdgeVerdict, Verdict } from '@muster/probe';
import { describe, expect, it } from 'vitest';
import { Board, everyEdgeUpTo, mostEdges } from './board.js';
import { anEdge, aSeen, aMesh } from './testing/seen.js';

const summary = (changes: ReturnType<Board['put']>) =>
  changes.map(({ edge, was }) => [edge.source, edge.destination, was, edge.verdict]);

const put = (board: Board, ...verdicts: readonly Verdict[]) => {
  const edges = verdicts.map((verdict, at) => anEdge('a', `b${String(at)}`, { verdict }));
  return summary(board.put('lab', aSeen(edges)));
};

describe('what changed between two checks', () => {
  it('is nothing the first time', () => {
    expect(put(new Board(), 'fail', 'pass')).toEqual([]);
  });

  it('is every edge with another verdict, and what it was', () => {
    const board = new Board();
    put(board, 'pass', 'fail', 'unknown', 'fail', 'pass');
    expect(put(board, 'fail', 'pass', 'fail', 'fail', 'pass')).toEqual([
      ['a', 'b0', undefined, 'fail'],
      ['a', 'b1', 'fail', 'pass'],
      ['a', 'b2', 'unknown', 'fail'],
    ]);
    expect(put(board, 'fail', 'pass', 'fail', 'fail', 'pass')).toEqual([]);
  });

  it('is of each fleet by itself', () => {
    const board = new Board();
    put(board, 'pass');
    board.forget('lab');
    expect(put(board, 'fail')).toEqual([]);
  });
});

describe('what is kept of a check', () => {
  const snapshot = (edges: readonly EdgeVerdict[]) => {
    const board = new Board();
    board.put('lab', aSeen(edges));
    return board.snapshots.get('lab');
  };

  it('is every edge of a small fleet', () => {
    const edges = aMesh(everyEdgeUpTo);
    expect(snapshot(edges)).toMatchObject({ hosts: everyEdgeUpTo, counts: { pass: edges.length } });
    expect(snapshot(edges)?.edges).toHaveLength(edges.length);
    expect(snapshot(edges)?.pathMtu).toHaveLength(1);
  });

  it('is only what fails of a large one, and not more than anybody reads', () => {
    const edges = aMesh(everyEdgeUpTo + 1).map((edge, at) =>
      at < 3 ? { ...edge, verdict: at === 0 ? ('unknown' as const) : ('fail' as const) } : edge,
    );
    expect(snapshot(edges)?.edges).toEqual(edges.slice(1, 3));
    expect(snapshot(edges)?.pathMtu).toEqual([]);
    expect(snapshot(edges)?.leastMtu).toBe(1450);
    const all = aMesh(everyEdgeUpTo + 8).map((edge) => ({ ...edge, verdict: 'fail' as const }));
    expect(snapshot(all)?.edges).toHaveLength(mostEdges);
  });
});
