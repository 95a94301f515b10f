import { setImmediate as turn } from 'node:timers/promises';
import { accepting, type Finding } from '@muster/kernel';
import { hostFindings, isAcceptable } from '@muster/plan';
import {
  firstRound,
  judging,
  type Mesh,
  type RoundEvidence,
  type Slices,
  suspecting,
} from '@muster/probe';
import type { Inventory } from '@muster/inventory';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { EdgeCounts } from '../store/checks.js';
import { hostsOf, prepare, type Prepared, type Question } from './question.js';
import { countEdges, type Report } from './report.js';
import { type RoundContext, runRound } from './round.js';

/**
 * Addresses, memberships and what is said of the hosts themselves are taken from a look that is at most this old: whoever
 * checks again has perhaps just mended something. Milliseconds.
 */
const freshMs = 5_000;

export type MakeDeps = Pick<RoundContext, 'hub'> & {
  readonly keeper: Pick<InventoryKeeper, 'inventory' | 'observe'>;
};

export type MakeContext = MakeDeps &
  RoundContext & {
    /** Told what will be asked, before anything is. */
    readonly prepared: (prepared: Prepared) => Promise<void>;
  };

/** What one check found. */
export type Made = {
  /** Of its edges: see `Prepared`. */
  readonly key: string;
  readonly report: Report;
  readonly mesh: MeshSaid;
};

/** What the mesh alone says, nothing accepted yet; a report also has what the hosts themselves say. */
export type MeshSaid = { readonly edges: EdgeCounts; readonly findings: readonly Finding[] };

/** Looks at the hosts, sends the probes, and judges. @throws cancelled. */
export async function makeCheck(question: Question, context: MakeContext): Promise<Made> {
  const { keeper, signal } = context;
  const startedAt = new Date();
  const began = performance.now();
  context.progress('looking at the hosts');
  const inventory = await keeper.observe(hostsOf(question), freshMs, signal);
  const prepared = prepare(question, inventory);
  await context.prepared(prepared);
  const { mesh } = prepared;
  const judgement = judging(mesh, await probe(mesh, context));
  const { edges, pathMtu, findings } = await politely(judgement, signal);
  const ofMesh = [...prepared.findings, ...findings];
  const all = [...ofHosts(question, inventory), ...ofMesh];
  const report = {
    fleet: question.fleet,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - began),
    edges,
    pathMtu,
    findings: accepting(all, question.accept.filter(isAcceptable)),
  };
  return { key: prepared.key, report, mesh: { edges: countEdges(edges), findings: ofMesh } };
}

/** One round, and a second one where the first left doubts. A mesh without edges asks nobody. */
async function probe(mesh: Mesh, context: RoundContext): Promise<readonly RoundEvidence[]> {
  if (mesh.edges.length === 0) return [];
  const first = await runRound(firstRound(mesh), context);
  const again = await politely(suspecting(mesh, first), context.signal);
  return again === undefined ? [first] : [first, await runRound(again, context)];
}

/** Lets others use the event loop between the slices. @throws cancelled when the signal aborts. */
async function politely<T>(slices: Slices<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
    await turn();
    signal.throwIfAborted();
  }
}

/** What preflight says of the chosen hosts themselves. */
function ofHosts(question: Question, inventory: Inventory): readonly Finding[] {
  const chosen = new Set(hostsOf(question));
  return hostFindings(question.spec, inventory).filter(
    ({ hosts }) => hosts.length === 0 || hosts.some((host) => chosen.has(host)),
  );
}
