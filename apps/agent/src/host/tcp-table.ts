import type { HostFiles } from './host-files.js';

/** Where the kernel counts the sockets of each table. */
const counts = { tcp: 'sockstat', tcp6: 'sockstat6' } as const;

/**
 * The text of /proc/net/tcp or tcp6 up to the first line that `isLast` takes. To say that a network namespace has no more
 * sockets the kernel walks all buckets of all connections of the machine, milliseconds; so where it counts none at all, as on a
 * host whose Engine is in no swarm, the table is not read.
 *
 * @param folder where the files of the network namespace are: `proc/net`.
 * @returns undefined where it cannot be read.
 */
export function tcpTable(
  files: HostFiles,
  folder: string,
  name: keyof typeof counts,
  isLast: (line: string) => boolean,
): string | undefined {
  const counted = files.text(`${folder}/${counts[name]}`) ?? '';
  return /^TCP6?: inuse 0\b/m.test(counted) ? '' : files.textUpTo(`${folder}/${name}`, isLast);
}
