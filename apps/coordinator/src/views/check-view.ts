import type { CheckSummary } from '@muster/api';
import { overall } from '../checks/report.js';
import type { StoredCheck } from '../store/checks.js';

/** A check without its report. @param progress what it does now, where it runs. */
export function checkSummary(check: StoredCheck, progress: string | undefined): CheckSummary {
  const { edges, hosts, ports } = check;
  return {
    ...check,
    hosts: [...hosts],
    ports: [...ports],
    progress: progress ?? null,
    verdict: edges && overall(edges, hosts.length),
    edges: edges && { ...edges },
  };
}
