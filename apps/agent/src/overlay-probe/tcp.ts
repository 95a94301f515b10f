import { connect, createServer, type Socket } from 'node:net';
import type { Received } from './received.js';
import { type Place, port } from './settings.js';

export type TcpEnd = 'connected' | 'refused' | 'timeout' | 'unreachable';

/** Nonce, and index of who connects; 0 asks for nothing but an answer. */
const headerBytes = 10;
const hello = Buffer.from('m');

/** Takes connections, answers those with the right nonce at once, and again when all of the bulk is there. */
export function serve(nonce: string, bulkBytes: number, received: Received): Promise<void> {
  const server = createServer((socket) => {
    take(socket, nonce, bulkBytes, received);
  });
  return new Promise((resolve) => server.listen(port, resolve));
}

function take(socket: Socket, nonce: string, bulkBytes: number, received: Received): void {
  let head = Buffer.alloc(0);
  let bulk = 0;
  let beganAt = 0;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk;
    if (head.length < headerBytes) {
      const all = Buffer.concat([head, chunk]);
      head = all.subarray(0, headerBytes);
      if (head.length < headerBytes) return;
      rest = all.subarray(headerBytes);
      if (head.toString('hex', 0, 8) !== nonce) return void socket.destroy();
      if (head.readUInt16BE(8) > 0) received.of(head.readUInt16BE(8)).tcp = true;
      socket.write(hello);
      beganAt = performance.now();
    }
    const peer = head.readUInt16BE(8);
    if (peer === 0 || rest.length === 0) return;
    bulk += rest.length;
    const row = received.of(peer);
    if (bulk <= row.bulkBytes) return;
    row.bulkBytes = bulk;
    row.bulkMs = performance.now() - beganAt;
    if (bulk >= bulkBytes) socket.end(hello);
  });
}

export type Call = {
  readonly nonce: string;
  readonly place: Place;
  /** 0: an answer is enough. */
  readonly bulkBytes: number;
  /** For all of it. Milliseconds. */
  readonly timeoutMs: number;
};

/** One connection, with its bulk. */
export function call(address: string, order: Call): Promise<{ end: TcpEnd; isComplete: boolean }> {
  const { nonce, place, bulkBytes, timeoutMs } = order;
  const head = Buffer.alloc(headerBytes);
  head.write(nonce, 0, 'hex');
  head.writeUInt16BE(bulkBytes === 0 ? 0 : place.index, 8);
  return new Promise((resolve) => {
    let answers = 0;
    const wanted = bulkBytes === 0 ? 1 : 2;
    const socket = connect({ host: address, port });
    const finish = (end: TcpEnd) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ end: answers > 0 ? 'connected' : end, isComplete: answers >= wanted });
    };
    const timer = setTimeout(finish, timeoutMs, 'timeout');
    socket.on('connect', () => socket.write(head));
    socket.on('data', (chunk: Buffer) => {
      if (answers === 0 && bulkBytes > 0) socket.write(Buffer.alloc(bulkBytes));
      answers += chunk.length;
      if (answers >= wanted) finish('connected');
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      finish(code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'unreachable');
    });
    socket.on('close', () => {
      finish('refused');
    });
  });
}
