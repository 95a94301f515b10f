import { canonical } from '../hosts/addresses.js';
import type { Encryption, OverlayEvidence, OverlayHost, WireCount } from './model.js';

type Sums = { readonly esp: number; readonly plain: number };

/**
 * Proven only where both ends of every pair counted ESP and neither counted any VXLAN of this network in the clear. One
 * packet in the clear is enough for "not".
 */
export function judgeEncryption(evidence: OverlayEvidence): Encryption {
  const { encrypted, hosts } = evidence;
  const sums = sumOf(hosts);
  if (!encrypted) return { state: 'n/a', reason: 'the network is not encrypted', ...sums };
  const leaks = hosts.filter((host) => countsOf(host).some(isPlain)).map(({ name }) => name);
  if (leaks.length > 0) {
    const reason = `${leaks.join(', ')}: VXLAN of this network is on the wire in the clear`;
    return { state: 'not', reason, ...sums };
  }
  const missing = pairsOf(hosts).flatMap(([source, destination]) => lack(source, destination));
  const [first] = missing;
  if (first === undefined && hosts.length > 1) return { state: 'proven', reason: '', ...sums };
  return { state: 'unknown', reason: first ?? 'there is only one host', ...sums };
}

const isPlain = ({ plainIn, plainOut }: WireCount): boolean => plainIn + plainOut > 0;

const countsOf = ({ wire }: OverlayHost): readonly WireCount[] => ('kind' in wire ? [] : wire);

function sumOf(hosts: readonly OverlayHost[]): Sums {
  let esp = 0;
  let plain = 0;
  for (const count of hosts.flatMap(countsOf)) {
    esp += count.espIn + count.espOut;
    plain += count.plainIn + count.plainOut;
  }
  return { esp, plain };
}

function pairsOf(hosts: readonly OverlayHost[]): (readonly [OverlayHost, OverlayHost])[] {
  return hosts.flatMap((source) =>
    hosts.filter((host) => host !== source).map((destination) => [source, destination] as const),
  );
}

/** What is missing to the proof that packets from one to the other are ESP; empty when nothing is. */
function lack(source: OverlayHost, destination: OverlayHost): readonly string[] {
  for (const host of [source, destination])
    if ('kind' in host.wire) return [`${host.name}: ${host.wire.reason}`];
  const out = between(source, destination)?.espOut ?? 0;
  const into = between(destination, source)?.espIn ?? 0;
  if (out > 0 && into > 0) return [];
  const where = out === 0 ? `left ${source.name} for` : `of ${source.name} arrived at`;
  return [`no ESP packet ${where} ${destination.name}`];
}

const between = (host: OverlayHost, other: OverlayHost): WireCount | undefined =>
  countsOf(host).find(({ address }) => canonical(address) === canonical(other.dataAddress));
