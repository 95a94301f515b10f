import type { CheckHost, Collected, HostEvidence, RoundEvidence } from '../model.js';
import { nothing } from './network.js';

/**
 * What `a` and `b` saw of each other, from the one; everything else from the other: all of `c`, and what they saw of it.
 * Nobody appears under a foreign address here, since such an address hides whose SYN it was.
 */
export function betweenAAndB(
  hosts: readonly CheckHost[],
  it: RoundEvidence,
  others: RoundEvidence = {},
): RoundEvidence {
  const [a, b] = hosts;
  if (a === undefined || b === undefined) return {};
  const of = (host: CheckHost, peer: CheckHost): RoundEvidence => {
    const own = it[host.name];
    return own === undefined ? {} : { [host.name]: mixed(own, others[host.name], peer) };
  };
  const { c } = others;
  return { ...of(a, b), ...of(b, a), ...(c && { c }) };
}

function mixed(
  own: HostEvidence,
  other: HostEvidence | undefined,
  { index, address }: CheckHost,
): HostEvidence {
  const ofPeer = (item: { readonly peer: number }) => item.peer === index;
  const atPeer = (item: { readonly address: string }) => item.address === address;
  const sent = other && 'probes' in other.sent ? other.sent : { probes: [], sizes: [] };
  const seen = other && 'syns' in other.collected ? other.collected : nothing;
  return {
    opened: own.opened,
    sent: !('probes' in own.sent)
      ? own.sent
      : {
          probes: choose(own.sent.probes, sent.probes, ofPeer),
          sizes: choose(own.sent.sizes, sent.sizes, ofPeer),
        },
    collected: !('syns' in own.collected)
      ? own.collected
      : {
          tallies: choose(own.collected.tallies, seen.tallies, ofPeer).map(withoutFrom),
          syns: choose(own.collected.syns, seen.syns, atPeer),
          sizes: choose(own.collected.sizes, seen.sizes, ofPeer),
          refusals: choose(own.collected.refusals, seen.refusals, atPeer),
          stoppedBy: [],
          arrivalsOnly: own.collected.arrivalsOnly,
        },
  };
}

const choose = <T>(
  mine: readonly T[],
  theirs: readonly T[],
  isOfPeer: (item: T) => boolean,
): readonly T[] => [...mine.filter(isOfPeer), ...theirs.filter((item) => !isOfPeer(item))];

const withoutFrom = ({ from, ...rest }: Collected['tallies'][number]) => rest;
