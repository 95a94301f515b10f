import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SentSize } from '@muster/probe';
import type { Target } from './order.js';

const run = promisify(execFile);

/** A route is looked up in memory. Milliseconds. */
const lookupMs = 2_000;

/**
 * Leaves out what cannot have gone out with DF: once the kernel was told "fragmentation needed" it remembers the path's MTU
 * for ten minutes (net.ipv4.route.mtu_expires) and sends larger packets in fragments, without DF, to which nobody answers.
 */
export async function withoutFragmented(
  sizes: readonly SentSize[],
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<SentSize[]> {
  const searched = targets.filter((target) => target.sizes.length > 1);
  const learnt = new Map(
    await Promise.all(
      searched.map(async ({ peer, dataAddress }) => {
        return [peer, await learntMtu(dataAddress, signal)] as const;
      }),
    ),
  );
  return sizes.filter(({ peer, size }) => size <= (learnt.get(peer) ?? Number.POSITIVE_INFINITY));
}

/** Bytes; undefined where the kernel has learnt nothing, or cannot be asked. */
async function learntMtu(address: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const options = { timeout: lookupMs, signal };
    const { stdout } = await run('ip', ['-o', 'route', 'get', address], options);
    const mtu = / mtu (\d+)/.exec(stdout)?.[1];
    return mtu === undefined ? undefined : Number(mtu);
  } catch {
    return undefined;
  }
}
