import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

/** A proxy on the way may close what is silent for longer. Milliseconds. */
const pingMs = 15_000;

export type ServerSentEvent = {
  /** What a reader that comes back names as Last-Event-ID; absent = nothing to come back to. */
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
};

/** A reader that takes nothing for so long has gone without a word. Milliseconds. */
const stallMs = 60_000;

/** Writes events as server-sent events as fast as the reader takes them, and closes after the last. */
export async function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<ServerSentEvent>,
  signal: AbortSignal,
): Promise<void> {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  // A first line at once, so that the reader knows that it is connected.
  stream.write(': open\n\n');
  const ping = setInterval(() => stream.write(': ping\n\n'), pingMs);
  try {
    for await (const event of events) {
      if (!stream.write(textOf(event))) await drained(stream, signal);
    }
  } catch (thrown) {
    if (!signal.aborted) stream.destroy(thrown as Error);
  } finally {
    clearInterval(ping);
    stream.end();
  }
}

function textOf({ id, event, data }: ServerSentEvent): string {
  const place = id === undefined ? '' : `id: ${id}\n`;
  return `${place}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function drained(stream: NodeJS.WritableStream, signal: AbortSignal): Promise<void> {
  const stalled = AbortSignal.timeout(stallMs);
  await once(stream, 'drain', { signal: AbortSignal.any([signal, stalled]) });
}
