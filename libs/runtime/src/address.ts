import { isAbsolute } from 'node:path';
import { isIP } from 'node:net';
import { FleetError } from '@muster/kernel';

/** Where one of our processes listens or dials. */
export type Address =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

// sockaddr_un.sun_path holds 108 bytes with the closing zero (unix(7)).
const longestSocketPath = 107;

/** Reads `unix:/run/x.sock`, `/run/x.sock`, `127.0.0.1:7400`, `[::1]:7400` or `name:7400`. @throws invalid. */
export function parseAddress(text: string): Address {
  const path = text.replace(/^unix:(\/\/(?=\/))?/, '');
  if (isAbsolute(path)) return unixAddress(path);
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:/[\]\s]+)):(?<port>\d{1,5})$/.exec(text);
  const { v6, host = v6, port } = match?.groups ?? {};
  const isHost = v6 === undefined || isIP(v6) === 6;
  if (host === undefined || !isHost || text.startsWith('unix:') || !(Number(port) <= 65_535)) {
    throw new FleetError(
      'invalid',
      `"${text}" is no address: write unix:/path/to.sock or HOST:PORT`,
    );
  }
  return { kind: 'tcp', host, port: Number(port) };
}

function unixAddress(path: string): Address {
  if (Buffer.byteLength(path) > longestSocketPath) {
    throw new FleetError(
      'invalid',
      `socket path "${path}" is longer than ${String(longestSocketPath)} bytes`,
    );
  }
  return { kind: 'unix', path };
}

/** As gRPC and people write it. */
export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const host = isIP(address.host) === 6 ? `[${address.host}]` : address.host;
  return `${host}:${String(address.port)}`;
}

/** True where nobody but this machine can listen in: a Unix socket or a loopback address. */
export function isLocal(address: Address): boolean {
  if (address.kind === 'unix') return true;
  return (
    address.host === 'localhost' ||
    address.host === '::1' ||
    (isIP(address.host) === 4 && address.host.startsWith('127.'))
  );
}
