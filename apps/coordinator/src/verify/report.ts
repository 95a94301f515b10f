import { randomUUID } from 'node:crypto';
import type { VerificationSummary, VerificationView } from '@muster/api';
import type { NetworkFact } from '@muster/inventory';
import { judgeOverlay } from '@muster/probe';
import { countEdges } from '../checks/report.js';
import type { VerificationRun } from './run-verification.js';

export type Made = { readonly summary: VerificationSummary; readonly report: VerificationView };

/** What a run found, judged, in the API's words. Times are RFC 3339. */
export function reportOf(
  run: VerificationRun,
  network: NetworkFact,
  about: { readonly operationId: string; readonly startedAt: string; readonly finishedAt: string },
): Made {
  const { pairs, encryption, vip, findings, verdict } = judgeOverlay(run.evidence);
  const head = {
    ...{ id: randomUUID(), network: network.name, networkId: network.id, verdict },
    ...about,
  };
  const { esp: espPackets, plain: plainPackets, ...state } = encryption;
  const report: VerificationView = {
    ...head,
    hosts: run.evidence.hosts.map(({ name }) => name),
    leftOut: run.leftOut.map(({ name, reason }) => ({ host: name, reason })),
    startMs: run.startMs,
    pairs: pairs.map(({ layer, bitsPerSecond, ...pair }) => ({
      ...pair,
      layer: layer ?? null,
      bitsPerSecond: bitsPerSecond ?? null,
    })),
    encryption: { ...state, espPackets, plainPackets },
    vip: { ...vip, hosts: [...vip.hosts] },
    findings: findings.map(({ id, severity, hosts, message, remedy }) => ({
      ...{ id, severity, message },
      ...{ hosts: [...hosts], remedy: [...remedy] },
    })),
  };
  const summary = { ...head, encryption: encryption.state, pairs: countEdges(pairs) };
  return { summary, report };
}
