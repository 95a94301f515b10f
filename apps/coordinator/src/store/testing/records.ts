import type { VerificationSummary, VerificationView } from '@muster/api';
import type { Finding } from '@muster/kernel';
import type { Step } from '@muster/plan';
import type { Draft, StoredOperation, StoredPlan } from '../operations.js';
import { digestOf } from '../specs.js';

export const aSpecText = (fleet: string, comment = ''): string => `${comment}
version: 1
fleet: ${fleet}
swarm: {}
hosts:
  - { name: web-1, role: manager }
networks:
  - { name: backend, attachable: true }
`;

export const aStep: Step = {
  id: 'swarm.join web-2',
  kind: 'swarm.join',
  args: { host: 'web-2', role: 'worker' },
  needs: ['swarm.init web-1'],
  reason: 'web-2 is in no swarm',
};

export const aFinding: Finding = {
  id: 'manager-count-even',
  severity: 'warning',
  path: 'hosts',
  line: 4,
  hosts: ['web-1'],
  message: 'two managers',
  remedy: ['use three'],
};

export const aPlan = (extra: Partial<StoredPlan> = {}): StoredPlan => ({
  id: 'plan-1',
  fleet: 'production',
  goal: 'up',
  storedGoal: { kind: 'up' },
  specDigest: 'sha256:0',
  steps: [aStep],
  findings: [aFinding],
  accept: [],
  inventoryRevision: 7,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...extra,
});

export function aDraft(extra: Partial<StoredPlan> = {}, comment = ''): Draft {
  const specText = aSpecText('production', comment);
  return { plan: aPlan({ specDigest: digestOf(specText), ...extra }), specText };
}

export const anOperation = (extra: Partial<StoredOperation> = {}): StoredOperation => ({
  id: 'op-1',
  fleet: 'production',
  planId: 'plan-1',
  state: 'pending',
  reason: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...extra,
});

/** Of a network that passed on two hosts. */
export function aVerification(
  networkId: string,
  more: Partial<Pick<VerificationSummary, 'id' | 'verdict' | 'startedAt'>> = {},
): { readonly summary: VerificationSummary; readonly report: VerificationView } {
  const head = {
    ...{ id: `of-${networkId}`, network: networkId, networkId, operationId: null },
    ...{ verdict: 'pass' as const, startedAt: '2026-01-01T00:00:00.000Z' },
    ...{ finishedAt: '2026-01-01T00:00:05.000Z', ...more },
  };
  const state = 'n/a' as const;
  return {
    summary: { ...head, encryption: state, pairs: { pass: 2, fail: 0, unknown: 0 } },
    report: {
      ...head,
      ...{ hosts: ['a', 'b'], leftOut: [], startMs: 0, pairs: [], findings: [] },
      encryption: { state, reason: '', espPackets: 0, plainPackets: 0 },
      vip: { verdict: 'pass', reason: '', hosts: [] },
    },
  };
}
