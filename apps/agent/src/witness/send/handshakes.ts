import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Sent } from '@muster/probe';
import { addressFor, type Target } from './order.js';
import { shakeHandsWithManager, swarmPort } from './swarm-port.js';
import { shakeHands } from './tcp.js';

/** Connections that may wait for an answer at the same time. */
const mostAtOnce = 256;
/** So many are begun before those that were answered are looked at: the time of a handshake is not to be that of a queue. */
const begunAtOnce = 8;

type Row = { readonly target: Target; readonly port: number };

/** Shakes hands with every target on each of its TCP ports. */
export async function shakeAllHands(
  targets: readonly Target[],
  nonce: string,
  signal: AbortSignal,
): Promise<Sent[]> {
  const open = new Set<Socket>();
  const abandon = () => {
    for (const socket of open) socket.destroy();
  };
  signal.addEventListener('abort', abandon, { once: true });
  const rows = rowsFor(targets);
  const outcomes: Sent[] = [];
  let next = 0;
  const work = async () => {
    for (let place = next++; place < rows.length; place = next++) {
      if (place % begunAtOnce === 0) await setImmediate();
      signal.throwIfAborted();
      const row = rows[place];
      if (row !== undefined) outcomes[place] = await outcomeOf(row, nonce, open);
    }
  };
  try {
    await Promise.all(Array.from({ length: mostAtOnce }, work));
  } finally {
    signal.removeEventListener('abort', abandon);
    abandon();
  }
  signal.throwIfAborted();
  return outcomes;
}

/** Port after port. TLS comes last: its arithmetic would count as the time of the other handshakes. */
function rowsFor(targets: readonly Target[]): readonly Row[] {
  const rows = targets.flatMap((target) =>
    target.ports
      .filter(({ protocol }) => protocol === 'tcp')
      .map(({ port }): Row => ({ target, port })),
  );
  const rank = ({ port }: Row): number => (port === swarmPort ? Infinity : port);
  return rows.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

async function outcomeOf({ target, port }: Row, nonce: string, open: Set<Socket>): Promise<Sent> {
  const address = addressFor(target, { protocol: 'tcp', port });
  const shake = port === swarmPort ? shakeHandsWithManager : shakeHands;
  const tcp = await shake({ address, port, nonce, open });
  return { protocol: 'tcp', port, peer: target.peer, packets: 0, tcp };
}
