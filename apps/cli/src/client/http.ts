import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { Stop } from '../stop.js';
import type { Address } from './address.js';
import { connectionFault, silence } from './fault.js';

export type Ask = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With query, percent-encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};

export type Answer = {
  readonly status: number;
  /** Lower case, without parameters; empty when there is none. */
  readonly contentType: string;
  readonly body: Buffer;
};

export const nameOf = (ask: Ask): string => `${ask.method} ${ask.path}`;

/** Far above what a fleet of some hundred hosts needs; only keeps a stranger's answer from filling the memory. */
const mostBytes = 256 * 1024 * 1024;

/**
 * One request and its whole answer, whatever its status. Throws a Stop when there is none within the deadline, and the
 * signal's reason when that aborts.
 */
export async function exchange(
  address: Address,
  ask: Ask,
  within: { readonly signal: AbortSignal; readonly deadlineMs: number },
): Promise<Answer> {
  const deadline = AbortSignal.timeout(within.deadlineMs);
  const signal = AbortSignal.any([within.signal, deadline]);
  try {
    const response = await open(address, ask, signal);
    const body = await readAll(response);
    return { status: response.statusCode ?? 0, contentType: contentTypeOf(response), body };
  } catch (thrown) {
    within.signal.throwIfAborted();
    if (deadline.aborted) throw silence(address, nameOf(ask), within.deadlineMs);
    throw thrown instanceof Stop ? thrown : connectionFault(address, thrown);
  }
}

/** Resolves as soon as the answer's headers are there. */
export async function open(
  address: Address,
  ask: Ask,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = dial(address, ask, signal);
    // Stays for the whole exchange: an error after the answer began comes through the response as well.
    sent.on('error', reject);
    sent.on('response', resolve);
    sent.end(ask.body);
  });
}

function dial(address: Address, ask: Ask, signal: AbortSignal): ClientRequest {
  const length = ask.body === undefined ? {} : { 'Content-Length': ask.body.byteLength };
  // One connection a request: nothing keeps the process alive after the last answer.
  const options = {
    method: ask.method,
    headers: { ...ask.headers, ...length },
    agent: false,
    signal,
  };
  if (address.kind === 'http') return request(new URL(ask.path, address.origin), options);
  const headers = { Host: 'localhost', ...options.headers };
  return request({ ...options, headers, socketPath: address.path, path: ask.path });
}

export async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`the answer is larger than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export const contentTypeOf = (response: IncomingMessage): string =>
  (response.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
