/**
 * Reads the socket tables of /proc/net (proc_net(5)): a heading, then a line per socket with the local address as
 * `hexadecimal address:hexadecimal port` in the second column, the state in the fourth and the inode in the tenth.
 */

/** TCP_LISTEN in the kernel's include/net/tcp_states.h. */
const listenState = '0A';

/** @param table the text of /proc/net/tcp or tcp6. Only listeners count: a connection from or to the port binds nothing. */
export function isListening(table: string, port: number): boolean {
  return listenersOn(table, port).length > 0;
}

/** @param table the text of /proc/net/udp or udp6. */
export function hasUdpSocket(table: string, port: number): boolean {
  return socketsOn(table, port).length > 0;
}

/** One socket. Its inode tells which process has it: `socket:[inode]` among the links of /proc/PID/fd. */
export type ProcSocket = { readonly state: string; readonly inode: string };

/** A line of /proc/net/tcp after which no listener comes: the kernel tells them first, and then searches all connections. */
export function isConnection(line: string): boolean {
  const [number = '', , , state] = line.trim().split(/\s+/);
  return number.endsWith(':') && state !== listenState;
}

export const listenersOn = (table: string, port: number): readonly ProcSocket[] =>
  socketsOn(table, port).filter(({ state }) => state === listenState);

/** Sockets with this local port. Looks for the port's digits first: a busy host has ten thousands of lines. */
export function socketsOn(table: string, port: number): readonly ProcSocket[] {
  const digits = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  const found: ProcSocket[] = [];
  for (let at = table.indexOf(digits); at >= 0; at = table.indexOf(digits, at + 1)) {
    const start = table.lastIndexOf('\n', at) + 1;
    const end = table.indexOf('\n', at);
    const line = table.slice(start, end < 0 ? undefined : end);
    const [, local, , state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
    if (local?.endsWith(digits.trimEnd()) === true) found.push({ state, inode });
  }
  return found;
}

/** Names of the interfaces in the text of /proc/net/dev: two lines of heading, then `  eth0: 1234 …`. */
export function interfacesIn(table: string): readonly string[] {
  return table
    .split('\n')
    .slice(2)
    .flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
}
