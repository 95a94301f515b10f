import { resolve } from 'node:path';
import { Stop } from '../stop.js';

export const defaultAddress = 'unix:/run/muster/coordinator.sock';

/** Where the coordinator's REST answers. `text` is what people see. */
export type Address =
  | { readonly kind: 'unix'; readonly path: string; readonly text: string }
  | { readonly kind: 'http'; readonly origin: string; readonly text: string };

/** The kernel's limit for the path of a Unix socket, in bytes (unix(7)). */
const socketPathBytes = 107;

/** `unix:/path`, a path, or `http://host:port`. Throws a usage Stop for anything else. */
export function parseAddress(text: string): Address {
  const unix = /^unix:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (unix !== undefined) return socketAt(unix);
  if (/^\.{0,2}\//.test(text)) return socketAt(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url !== undefined && url.pathname === '/' && url.search === '' && url.username === '';
  if (url?.protocol === 'http:' && plain)
    return { kind: 'http', origin: url.origin, text: url.origin };
  throw Stop.usage(
    `'${text}' is no address of a coordinator`,
    'Write unix:/path/of/the.sock, a path, or http://host:port.',
  );
}

function socketAt(given: string): Address {
  const path = resolve(given);
  if (Buffer.byteLength(path) > socketPathBytes)
    throw Stop.usage(
      `the socket's path is longer than the ${socketPathBytes} bytes that a Unix socket may have: ${path}`,
    );
  return { kind: 'unix', path, text: `unix:${path}` };
}
