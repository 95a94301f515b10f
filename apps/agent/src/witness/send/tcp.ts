import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { TcpOutcome, TcpPeer } from '@muster/probe';
import { isGreeting, indexIn } from '../ports/greeting.js';

/** How long the kernel may try to connect: a lost SYN is sent again after 1 s. Milliseconds. */
const connectMs = 1_800;
/** How long somebody who took the connection may take to say who he is. Milliseconds. */
export const sayMs = 5_000;

/** More than any greeting needs. Bytes. */
const mostHeard = 1_024;
/** Of what a stranger said, this much is told. Characters. */
const mostTold = 40;

export type Dial = {
  readonly address: string;
  readonly port: number;
  /** Of the check: the greeting of an agent names it. */
  readonly nonce: string;
  /** Where the socket is while it is open: whoever gives up destroys it. */
  readonly open: Set<Socket>;
};

/**
 * Connects, closes its half, and listens to what the other side says before it closes its own. An agent's listener greets;
 * gossip (memberlist) says nothing, and logs nothing when a connection ends properly before its first byte.
 */
export async function shakeHands(dial: Dial): Promise<TcpOutcome> {
  const socket = connect({ host: dial.address, port: dial.port });
  const reached = await reach(socket, dial.open);
  if (typeof reached !== 'number') return reached;
  const peer = await listenTo(socket, dial.nonce);
  socket.destroy();
  return { kind: 'connected', rttMs: reached, peer };
}

/** The TCP handshake of a socket that connects. @returns how long it took, milliseconds, or how else it ended. */
export async function reach(socket: Socket, open: Set<Socket>): Promise<number | TcpOutcome> {
  const start = performance.now();
  open.add(socket);
  socket.once('close', () => open.delete(socket));
  const outcome = await new Promise<number | TcpOutcome>((resolve) => {
    socket.once('connect', () => {
      resolve(performance.now() - start);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(failureOf(error));
    });
    socket.once('close', () => {
      resolve({ kind: 'silent' });
    });
    void expired(connectMs, socket).then(() => {
      resolve({ kind: 'silent' });
    });
  });
  if (typeof outcome !== 'number') socket.destroy();
  return outcome;
}

/**
 * Resolves when the time is over, never when the socket closed before. A process that was kept from running finds its timers
 * due before it looks at its sockets: so it looks once more.
 */
export async function expired(ms: number, socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    socket.once('close', () => {
      clearTimeout(timer);
    });
  });
  await setImmediate();
}

/** RST, and ICMP "port unreachable", are both ECONNREFUSED to Linux: the witness tells them apart. */
function failureOf({ code = 'EIO' }: NodeJS.ErrnoException): TcpOutcome {
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return { kind: 'refused' };
  return code === 'ETIMEDOUT' ? { kind: 'silent' } : { kind: 'unreachable', errno: code };
}

async function listenTo(socket: Socket, nonce: string): Promise<TcpPeer> {
  const heard: Buffer[] = [];
  const end = await new Promise<string>((resolve) => {
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => {
      heard.push(chunk);
      bytes += chunk.length;
      if (bytes > mostHeard) resolve('went on');
    });
    socket.once('end', () => {
      resolve('closed without a word');
    });
    socket.once('close', () => {
      resolve('reset the connection');
    });
    void expired(sayMs, socket).then(() => {
      resolve('said nothing');
    });
    socket.end();
  });
  return peerFrom(Buffer.concat(heard), end, nonce);
}

function peerFrom(heard: Buffer, end: string, nonce: string): TcpPeer {
  const index = indexIn(heard, nonce);
  if (index !== undefined) return { kind: 'agent', index };
  if (isGreeting(heard)) return { kind: 'unnamed', detail: 'an agent, but not of this check' };
  if (heard.length === 0) return { kind: 'unnamed', detail: end };
  const said = heard
    .toString('latin1')
    .replaceAll(/[^ -~]+/g, ' ')
    .trim();
  return { kind: 'unnamed', detail: `said "${said.slice(0, mostTold)}"` };
}
