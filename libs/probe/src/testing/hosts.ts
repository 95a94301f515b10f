import type { CheckHost, ProbePort } from '../model.js';
import { swarmPorts } from '../ports.js';

/** Every port that Swarm has, ESP too. */
export const everyPort: readonly ProbePort[] = swarmPorts(4789, true);

/** Hosts a, b, c … (beyond 26 with a number), at 10.0.0.1 and on; the first `managers` of them are managers. */
export function someHosts(count: number, managers = 1): readonly CheckHost[] {
  return Array.from({ length: count }, (_, place): CheckHost => {
    const round = Math.floor(place / 26);
    const name = `${String.fromCharCode(97 + (place % 26))}${round === 0 ? '' : round}`;
    const address = `10.0.${place >> 8}.${(place % 256) + 1}`;
    return {
      ...{ name, index: place + 1, address, dataAddress: address },
      ...{ isManager: place < managers, mtu: 1500, addresses: [address] },
    };
  });
}
