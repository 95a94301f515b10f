import type { Problem } from '@muster/api';
import type { Finding } from '@muster/kernel';

type FindingView = NonNullable<Problem['findings']>[number];

/** A finding as answers carry it. */
export function findingView(finding: Finding): FindingView {
  return { ...finding, hosts: [...finding.hosts], remedy: [...finding.remedy] };
}
