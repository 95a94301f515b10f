import { networksOf } from '@muster/inventory';
import type { Situation } from '../../situation/situation.js';

/** Whether the spec or the swarm has an encrypted network. */
export function wantsEncryption({ spec, inventory, ours }: Situation): boolean {
  const defined = ours === undefined ? [] : networksOf(inventory, ours.seenBy);
  return [...spec.networks, ...defined].some(({ encrypted }) => encrypted);
}

/** UDP port of VXLAN: that of the swarm, else the one that it will be made with. */
export const dataPathPortOf = ({ spec, ours }: Situation): number | undefined =>
  ours?.facts.dataPathPort ?? spec.swarm?.dataPathPort;
