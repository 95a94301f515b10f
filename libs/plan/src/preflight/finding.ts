import type { Finding, Severity } from '@muster/kernel';
import type { Host, Situation } from '../situation/situation.js';

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

/** `a has`, `a and b have` … the verb as the number of names wants it. */
export const who = (names: readonly string[], one: string, several: string): string =>
  `${listed(names)} ${names.length === 1 ? one : several}`;

/** `the kernel of a has`, `the kernels of a, b have`. */
export const kernels = (names: readonly string[], one: string, several: string): string =>
  `the kernel${names.length === 1 ? '' : 's'} of ${who(names, one, several)}`;

/** Hosts of which the same is true, by what that is. Undefined: nothing to say of this host. */
export function alike(
  hosts: readonly Host[],
  saying: (host: Host) => string | undefined,
): readonly (readonly [said: string, names: readonly string[]])[] {
  const groups = Map.groupBy(hosts, saying);
  return [...groups].flatMap(([said, group]) =>
    said === undefined ? [] : [[said, group.map(({ name }) => name)] as const],
  );
}
