import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import type { JournalEntry } from '../store/operations.js';

/** A proxy on the way may close what is silent for longer. Milliseconds. */
const pingMs = 15_000;

/** Writes entries as server-sent events as fast as the reader takes them, and closes after the last. */
export async function sendEvents(
  reply: FastifyReply,
  entries: AsyncIterable<JournalEntry>,
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
    for await (const { seq, at, event } of entries) {
      const data = JSON.stringify({ seq, at, ...event });
      const more = stream.write(`id: ${String(seq)}\nevent: ${event.type}\ndata: ${data}\n\n`);
      if (!more) await once(stream, 'drain', { signal });
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    clearInterval(ping);
    stream.end();
  }
}
