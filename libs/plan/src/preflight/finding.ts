import type { Finding, Severity } from '@muster/kernel';
import type { Situation } from '../situation/situation.js';

/** One look at the situation. Total, and never about what could not be seen: that has its own finding. */
export type Check = (situation: Situation) => readonly Finding[];

type Details = Partial<Pick<Finding, 'path' | 'hosts' | 'remedy'>>;

const finding =
  (severity: Severity) =>
  (id: string, message: string, details: Details = {}): Finding => ({
    id,
    severity,
    message,
    path: '',
    hosts: [],
    remedy: [],
    ...details,
  });

export const blocker = finding('blocker');
export const warning = finding('warning');
export const note = finding('note');

/** Where the finding is when it is about one host of the spec. */
export const about = (host: { readonly name: string; readonly index: number }, field?: string) => ({
  path: `hosts[${host.index}]${field === undefined ? '' : `.${field}`}`,
  hosts: [host.name],
});

/** `a, b, c and 97 more`. */
export function listed(names: readonly string[], most = 10): string {
  const shown = names.slice(0, most).join(', ');
  return names.length <= most ? shown : `${shown} and ${names.length - most} more`;
}
