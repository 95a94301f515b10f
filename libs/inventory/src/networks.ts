import type { NetworkFact } from './facts.js';
import { overlayOptions } from './overlay.js';

/** A manager lists every network of the swarm; only where it has peers is there something of it on the host. */
export const isMaterialised = ({ scope, peers }: NetworkFact): boolean =>
  scope !== 'swarm' || peers.length > 0;

/** Bytes, as it was asked for; null = the Engine's default. */
export function mtuOf({ options }: NetworkFact): number | null {
  const mtu = Number(options[overlayOptions.mtu]);
  return Number.isSafeInteger(mtu) && mtu > 0 ? mtu : null;
}
