import type { Finding } from '@muster/kernel';
import { findingsOf } from '../findings/findings.js';
import type { Mesh } from '../mesh/mesh.js';
import type { EdgeVerdict, PathMtu, RoundEvidence } from '../model.js';
import { judgeEdge } from './edge.js';
import { pathsOf } from './path-mtu.js';
import { atOnce, mapSliced, type Slices } from '../slices.js';
import { roundIndexes } from '../evidence/round-index.js';

export type Judgement = {
  /** One for each edge of the mesh, in its order. */
  readonly edges: readonly EdgeVerdict[];
  /** One for each ordered pair that has a data path edge in the mesh. */
  readonly pathMtu: readonly PathMtu[];
  readonly findings: readonly Finding[];
};

/**
 * Judges every edge by the evidence about that edge alone. `pass` only where the destination's witness saw packets pass, or
 * a handshake proved who answered; what nobody could see is `unknown`, with the reason and what was tried instead.
 */
export const judge = (mesh: Mesh, rounds: readonly RoundEvidence[]): Judgement =>
  atOnce(judging(mesh, rounds));

/** As `judge`, slice by slice. */
export function* judging(mesh: Mesh, rounds: readonly RoundEvidence[]): Slices<Judgement> {
  const indexes = roundIndexes(mesh, rounds);
  yield;
  const results = yield* mapSliced(mesh.edges, (edge) => judgeEdge(edge, indexes));
  yield;
  const paths = pathsOf(mesh, results, indexes);
  yield;
  return {
    edges: results.map(({ verdict }) => verdict),
    pathMtu: paths.map(({ source, destination, mtu }) => ({ source, destination, mtu })),
    findings: findingsOf(mesh, results, paths),
  };
}
