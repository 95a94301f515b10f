import type { CreateOverlay, OverlaySubnet } from '@muster/inventory';
import type { NetworkSpec } from '@muster/spec';
import { SubnetChooser, type Choice } from '../addressing/choose.js';
import type { Situation } from '../situation/situation.js';
import { isReplaced, type Wanted } from './wanted.js';

/** A network that has to be made, with everything worked out that was left open. */
export type Resolved = {
  readonly wanted: Wanted;
  readonly overlay: CreateOverlay;
  /** What was found out about its addresses; absent when nothing was to be chosen. */
  readonly choice?: Choice;
};

/** Those that are missing or made anew, in their order. The same situation gives the same subnets. */
export function resolveNetworks(situation: Situation, all: readonly Wanted[]): readonly Resolved[] {
  const open = all.filter((it) => it.seen === undefined || isReplaced(situation, it));
  if (open.length === 0) return [];
  const leaving = new Set(open.flatMap(({ seen }) => (seen === undefined ? [] : [seen.name])));
  const networks = all.map(({ network }) => network);
  const chooser = new SubnetChooser(situation, networks, leaving);
  return open.map((wanted) => {
    const choice = choiceFor(wanted, chooser);
    const overlay = overlayOf(situation, wanted.network, choice);
    return { wanted, overlay, ...(choice && { choice }) };
  });
}

/** What a person wrote stays; IPv4 is chosen where it is not there, and one that is made anew keeps its own. */
function choiceFor({ network, seen }: Wanted, chooser: SubnetChooser): Choice | undefined {
  if (network.subnets.some(({ subnet }) => !subnet.includes(':'))) return undefined;
  const kept = seen?.subnets.find(({ subnet }) => !subnet.includes(':'));
  if (kept === undefined || network.expectedEndpoints !== undefined) return chooser.choose(network);
  return { kind: 'chosen', subnet: kept.subnet, reason: `${kept.subnet} is what it has now` };
}

function overlayOf(
  { evidence }: Situation,
  { ipv6: _, expectedEndpoints: __, mtu: asked, ...rest }: NetworkSpec,
  choice: Choice | undefined,
): CreateOverlay {
  const mtu = asked === 'auto' ? (evidence.pathMtu?.lowest ?? undefined) : asked;
  const chosen: readonly OverlaySubnet[] =
    choice?.kind === 'chosen' ? [{ subnet: choice.subnet, auxAddresses: {} }] : [];
  const subnets = [...chosen, ...rest.subnets];
  return { ...rest, subnets, ...(mtu !== undefined && { mtu }) };
}
