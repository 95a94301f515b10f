import type { VerificationView } from '@muster/api';
import { FleetError } from '@muster/kernel';
import type { StepArgs } from '@muster/plan';
import type { StepContext } from './step-context.js';

/** Whether packets cross the network. @throws precondition saying where they do not; what was found is kept either way. */
export async function verify(
  { name }: StepArgs['network.verify'],
  ctx: StepContext,
): Promise<{ changed: boolean }> {
  const hosts = ctx.spec.hosts.map((host) => host.name);
  const inventory = await ctx.observe(hosts, 0);
  const report = await ctx.verify(name, inventory);
  if (report.verdict === 'fail') throw new FleetError('precondition', whyNot(report));
  ctx.progress(conclusion(report));
  return { changed: false };
}

function whyNot({ network, findings }: VerificationView): string {
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  return blockers.length === 0
    ? `network ${network} does not work`
    : blockers.map(({ message }) => message).join('; ');
}

function conclusion({ network, verdict, pairs, findings }: VerificationView): string {
  if (verdict === 'pass')
    return `packets cross ${network} between all hosts: ${pairs.length} pairs`;
  const unproven = findings.find(({ id }) => /unproven$/.test(id));
  return unproven?.message ?? `not everything of network ${network} could be seen`;
}
