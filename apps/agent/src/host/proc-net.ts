/**
 * Reads the socket tables of /proc/net (proc_net(5)): a heading, then a line per socket with the local address as
 * `hexadecimal address:hexadecimal port` in the second column and the state in the fourth.
 */

/** TCP_LISTEN in the kernel's include/net/tcp_states.h. */
const listenState = '0A';

/** @param table the text of /proc/net/tcp or tcp6. Only listeners count: a connection from or to the port binds nothing. */
export function isListening(table: string, port: number): boolean {
  return sockets(table).some((socket) => socket.port === port && socket.state === listenState);
}

/** @param table the text of /proc/net/udp or udp6. */
export function hasUdpSocket(table: string, port: number): boolean {
  return sockets(table).some((socket) => socket.port === port);
}

type Socket = { readonly port: number; readonly state: string };

function sockets(table: string): readonly Socket[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state = ''] = line.trim().split(/\s+/);
      const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
      return Number.isNaN(port) ? [] : [{ port, state }];
    });
}

/** Names of the interfaces in the text of /proc/net/dev: two lines of heading, then `  eth0: 1234 …`. */
export function interfacesIn(table: string): readonly string[] {
  return table
    .split('\n')
    .slice(2)
    .flatMap((line) => /^\s*([^\s:]+):/.exec(line)?.[1] ?? []);
}
