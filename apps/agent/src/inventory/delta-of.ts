import { diffFacts, type FactsDelta, type HostFacts, isNoDifference } from '@muster/inventory';

/** What turns the facts that were told last into those that are seen now, under the next revision; undefined = nothing. */
export function deltaOf(
  told: HostFacts,
  seen: HostFacts,
  { observedAt, follows }: Pick<FactsDelta, 'observedAt' | 'follows'>,
): FactsDelta | undefined {
  const difference = diffFacts(told, seen);
  if (isNoDifference(difference) && told.follows === follows) return undefined;
  const base = told.revision ?? 0;
  return { base, revision: base + 1, observedAt, follows, ...difference };
}
