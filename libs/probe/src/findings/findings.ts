import type { Finding } from '@muster/kernel';
import type { EdgeResult } from '../judge/edge.js';
import type { Path } from '../judge/path-mtu.js';
import type { Mesh } from '../mesh/mesh.js';
import { blackHoles, lowPaths, sampling, translations } from './paths.js';
import {
  blockedPorts,
  closedPorts,
  lossyEdges,
  occupiedPorts,
  unprovenEdges,
  wrongHosts,
} from './ports.js';

/** What a person should know of a check, blockers first. Nothing that follows from one cause is said edge by edge. */
export const findingsOf = (
  mesh: Mesh,
  results: readonly EdgeResult[],
  paths: readonly Path[],
): readonly Finding[] => [
  ...blockedPorts(results),
  ...closedPorts(results),
  ...occupiedPorts(results),
  ...wrongHosts(results),
  ...unprovenEdges(results),
  ...lossyEdges(results),
  ...translations(results),
  ...lowPaths(mesh, paths),
  ...blackHoles(paths),
  ...sampling(mesh),
];
