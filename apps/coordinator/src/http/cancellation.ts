import type { FastifyRequest } from 'fastify';

/** How long one request may take that waits for hosts. Milliseconds. */
const requestMs = 60_000;

/** Aborts when the caller hangs up, or after the longest time that a request may take. */
export function requestSignal(request: FastifyRequest): AbortSignal {
  return AbortSignal.any([hangUp(request), AbortSignal.timeout(requestMs)]);
}

/** Aborts when the caller hangs up. */
export function hangUp(request: FastifyRequest): AbortSignal {
  const abort = new AbortController();
  request.raw.socket.once('close', () => {
    abort.abort();
  });
  return abort.signal;
}
