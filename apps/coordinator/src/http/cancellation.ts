import type { IncomingMessage } from 'node:http';
import { FleetError } from '@muster/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** How long one request may take that waits for hosts. Milliseconds. */
const requestMs = 60_000;

const hangUps = new WeakMap<IncomingMessage, AbortSignal>();

/** Has every request know when its caller hangs up. A connection that serves many requests gets no listener for each. */
export function watchHangUps(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const abort = new AbortController();
    hangUps.set(request.raw, abort.signal);
    // Comes after a complete answer, too, when nobody waits for it any more.
    reply.raw.once('close', () => {
      abort.abort(new FleetError('cancelled', 'the caller hung up'));
    });
    done();
  });
}

/** Aborts when the caller hangs up, or after the longest time that a request may take. */
export function requestSignal(request: FastifyRequest): AbortSignal {
  return AbortSignal.any([hangUp(request), AbortSignal.timeout(requestMs)]);
}

/** Aborts when the caller hangs up. */
export function hangUp(request: FastifyRequest): AbortSignal {
  const signal = hangUps.get(request.raw);
  if (signal === undefined) throw new FleetError('internal', 'the request is not watched');
  return signal;
}
