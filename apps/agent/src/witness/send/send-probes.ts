import type { ProbesSent } from '@muster/protocol';
import { sleep } from '@muster/runtime';
import { type Datagrams, sendDatagrams } from './datagrams.js';
import { shakeAllHands } from './handshakes.js';
import { withoutFragmented } from './learnt-mtu.js';
import { rotated } from './order.js';

/** A packet without an answer is given this long to arrive: the longest way on Earth takes half of it. Milliseconds. */
const flightMs = 300;

/** Sends everything of an order, and answers when it has arrived where it can. @throws cancelled; deadline. */
export async function sendAll(order: Datagrams, signal: AbortSignal): Promise<ProbesSent> {
  const targets = rotated(order.targets, order.index);
  const [datagrams, handshakes] = await Promise.all([
    sendDatagrams({ ...order, targets }, signal).then(async (sent) => {
      await sleep(flightMs, signal);
      return sent;
    }),
    shakeAllHands(targets, order.nonce, signal),
  ]);
  const sizes = await withoutFragmented(datagrams.sizes, targets, signal);
  return { probes: [...handshakes, ...datagrams.probes], sizes };
}
