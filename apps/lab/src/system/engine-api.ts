import { createReadStream } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { failed } from '../domain/errors.js';

/** The few calls of the Engine API that the lab itself needs, over the host's socket. */

/** e.g. `20.10.24+dfsg1`. @throws when the engine does not answer. */
export async function engineVersion(socket: string, signal: AbortSignal): Promise<string> {
  const answer: unknown = JSON.parse(await call(socket, 'GET', '/version', signal));
  if (typeof answer === 'object' && answer !== null && 'Version' in answer) {
    if (typeof answer.Version === 'string') return answer.Version;
  }
  throw failed(`the engine at ${socket} did not tell its version.`);
}

export async function isAnswering(socket: string, signal: AbortSignal): Promise<boolean> {
  try {
    await call(socket, 'GET', '/_ping', AbortSignal.any([signal, AbortSignal.timeout(5_000)]));
    return true;
  } catch {
    return false;
  }
}

/** Like `docker import`: a tarball becomes an image of one layer. @param tag e.g. `name:latest`. */
export async function importImage(
  socket: string,
  tarball: string,
  tag: string,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({ fromSrc: '-', repo: tag, changes: 'CMD ["sh"]' });
  const answer = await call(socket, 'POST', `/images/create?${query.toString()}`, signal, tarball);
  const fault = /"error":"([^"]*)"/.exec(answer)?.[1];
  if (fault !== undefined) throw failed(`the engine at ${socket} refused the image: ${fault}`);
}

async function call(
  socket: string,
  method: 'GET' | 'POST',
  path: string,
  signal: AbortSignal,
  bodyFile?: string,
): Promise<string> {
  const outgoing = request({ socketPath: socket, method, path, signal, agent: false });
  const [incoming] = await Promise.all([responseOf(outgoing), send(outgoing, bodyFile)]);
  const body = await bodyOf(incoming);
  if (incoming.statusCode === 200) return body;
  throw failed(`${method} ${path}: ${String(incoming.statusCode)} ${body.trim()}`);
}

async function send(outgoing: ClientRequest, bodyFile: string | undefined): Promise<void> {
  if (bodyFile === undefined) outgoing.end();
  else await pipeline(createReadStream(bodyFile), outgoing);
}

async function responseOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  outgoing.once('response', resolve).once('error', reject);
  return promise;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
