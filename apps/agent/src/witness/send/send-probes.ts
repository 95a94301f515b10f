import type { ProbesSent } from '@muster/protocol';
import { sleep } from '@muster/runtime';
import { type Datagrams, sendDatagrams } from './datagrams.js';
import { flightMs } from './flight.js';
import { shakeAllHands } from './handshakes.js';
import { withoutFragmented } from './learnt-mtu.js';
import { rotated } from './order.js';

/** Sends everything of an order, and answers at once, or when it has arrived where it can. @throws cancelled; deadline. */
export async function sendAll(
  order: Datagrams & { readonly atOnce: boolean },
  signal: AbortSignal,
): Promise<ProbesSent> {
  const targets = rotated(order.targets, order.index);
  const [datagrams, handshakes] = await Promise.all([
    sendDatagrams({ ...order, targets }, signal).then((sent) => ({
      ...sent,
      at: performance.now(),
    })),
    shakeAllHands(targets, order.nonce, signal),
  ]);
  if (!order.atOnce) {
    const over = datagrams.at + flightMs(targets, handshakes);
    await sleep(Math.max(0, over - performance.now()), signal);
  }
  const sizes = await withoutFragmented(datagrams.sizes, targets, signal);
  return { probes: [...handshakes, ...datagrams.probes], sizes };
}
