import { isUnknown } from '../evidence/view.js';
import type { HostEvidence, Round } from '../model.js';

/** By host name: packets that others of the round sent to it, of UDP and ESP. What a host does not tell is not in it. */
export function packetsTo(
  round: Round,
  sent: ReadonlyMap<string, HostEvidence['sent']>,
): ReadonlyMap<string, number> {
  const hosts = new Map(Object.entries(round.open).map(([host, { index }]) => [index, host]));
  const packetsOf = new Map<string, number>();
  for (const told of sent.values()) {
    if (isUnknown(told)) continue;
    for (const { peer, packets } of [...told.probes, ...told.sizes]) {
      const host = hosts.get(peer);
      if (host !== undefined) packetsOf.set(host, (packetsOf.get(host) ?? 0) + packets);
    }
  }
  return packetsOf;
}
