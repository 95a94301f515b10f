import type { OperationAnswer, PlanView } from '@muster/api';
import { hostOf, initialView, reduceOperation, title } from '@muster/plan';
import { findingView } from './finding-view.js';
import type { JournalEntry, StoredOperation, StoredPlan } from '../store/operations.js';

export function planView(plan: StoredPlan): PlanView {
  const { id, fleet, goal, specDigest, inventoryRevision, createdAt } = plan;
  const steps = plan.steps.map((step) => ({
    id: step.id,
    kind: step.kind,
    host: hostOf(step) ?? null,
    description: title(step),
    reason: step.reason,
    needs: [...step.needs],
  }));
  const findings = plan.findings.map(findingView);
  return { id, fleet, goal, steps, findings, specDigest, inventoryRevision, createdAt };
}

/** The operation with its steps as the journal tells them. */
export function operationView(
  operation: StoredOperation,
  plan: StoredPlan,
  journal: readonly JournalEntry[],
): OperationAnswer {
  const view = journal.reduce((before, { event }) => reduceOperation(before, event), initialView);
  const steps = view.steps.map((step) => ({
    id: step.id,
    description: step.title,
    state: step.state,
    changed: step.changed ?? null,
    message: step.error?.message ?? step.progress ?? null,
  }));
  return { ...operation, goal: plan.goal, steps };
}
