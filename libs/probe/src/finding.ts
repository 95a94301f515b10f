import type { Finding, Severity } from '@muster/kernel';

type Details = Partial<Pick<Finding, 'path' | 'hosts' | 'remedy'>>;

const finding =
  (severity: Severity) =>
  (id: string, message: string, details: Details = {}): Finding => ({
    ...{ id, severity, message, path: '', hosts: [], remedy: [] },
    ...details,
  });

export const blocker = finding('blocker');
export const warning = finding('warning');
export const note = finding('note');

/** Where it is when it is about one host of the spec. */
export const about = (name: string, place: number, field: string) => ({
  path: `hosts[${place}].${field}`,
  hosts: [name],
});

/** `a, b, c and 97 more`. */
export function listed(names: readonly string[], most = 10): string {
  const shown = names.slice(0, most).join(', ');
  return names.length <= most ? shown : `${shown} and ${names.length - most} more`;
}
