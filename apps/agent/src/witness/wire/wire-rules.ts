import type { WireCount } from '@muster/probe';
import type { NftObjects } from '../table/nft-process.js';
import { oneOf } from '../table/watched.js';

/** Whose packets are counted. */
export type WireOrder = {
  /** UDP port of VXLAN. */
  readonly dataPathPort: number;
  /** Identifiers of the network. */
  readonly vnis: readonly number[];
};

// Nearest to the network card that a table of the inet family gets: see ruleset.ts.
const first = -450;
const last = 10_000;

/** Room for as many other hosts. */
const mostPeers = 4_096;

/** Of VXLAN's header (RFC 7348), behind the 64 bits of UDP's: 8 of flags, 24 reserved, then the identifier. */
const vni = '@th,96,24';

type What = 'esp' | 'plain';
type Way = 'out' | 'in';

const setsOf = (): readonly { set: string; what: What; way: Way; address: string }[] =>
  (['esp', 'plain'] as const).flatMap((what) =>
    (['out', 'in'] as const).flatMap((way) =>
      (['ip', 'ip6'] as const).map((family) => ({
        set: `${what}_${way}_${family}`,
        ...{ what, way, address: `${family} ${way === 'out' ? 'daddr' : 'saddr'}` },
      })),
    ),
  );

export const wireSets: readonly string[] = setsOf().map(({ set }) => set);

/** Made last: when it is there, all is. */
export const lastWireChain = 'post';

/**
 * The commands that make the table, as one line. With IPsec, a packet in transport mode goes through these hooks twice:
 * what is about to become ESP has a route with IPsec, what was ESP a second before has a path of it. Neither is on the wire.
 * @param knowsIpsec false where the kernel cannot tell, since it has no IPsec at all.
 */
export function wireRules(table: string, order: WireOrder, knowsIpsec: boolean): string {
  const named = `inet ${table}`;
  const sets = setsOf().map(
    ({ set, address }) =>
      `add set ${named} ${set} { typeof ${address}; flags dynamic; size ${mostPeers}; counter; }`,
  );
  const chains = [
    `add chain ${named} pre { type filter hook prerouting priority ${first}; }`,
    `add chain ${named} post { type filter hook postrouting priority ${last}; }`,
  ];
  const rules = setsOf().map(({ set, what, way, address }) => {
    const chain = way === 'out' ? 'post' : 'pre';
    return `add rule ${named} ${chain} ${matchOf(what, way, order, knowsIpsec)} update @${set} { ${address} }`;
  });
  return [`add table ${named} { flags owner; }`, ...sets, ...chains, ...rules].join('; ');
}

function matchOf(what: What, way: Way, order: WireOrder, knowsIpsec: boolean): string {
  if (what === 'esp') return 'meta l4proto esp';
  const onWire = way === 'out' ? ' rt ipsec missing' : ' meta secpath missing';
  const ours = `udp dport ${order.dataPathPort} ${vni} ${oneOf(order.vnis)}`;
  return `${ours}${knowsIpsec ? onWire : ''}`;
}

type WireSet = {
  readonly name: string;
  readonly elem?: readonly {
    readonly elem: { readonly val: string; readonly counter: { readonly packets: number } };
  }[];
};

const none = { espOut: 0, espIn: 0, plainOut: 0, plainIn: 0 };

/** What the sets say, by the address at the other end. */
export function wireCountsIn(objects: NftObjects): readonly WireCount[] {
  const counts = new Map<string, WireCount>();
  const known = new Map(setsOf().map((each) => [each.set, each]));
  for (const { set } of objects) {
    if (set === undefined) continue;
    const { name, elem = [] } = set as WireSet;
    const where = known.get(name);
    if (where === undefined) continue;
    const field = `${where.what}${where.way === 'out' ? 'Out' : 'In'}` as const;
    for (const { elem: each } of elem) {
      const row = counts.get(each.val) ?? { address: each.val, ...none };
      counts.set(each.val, { ...row, [field]: row[field] + each.counter.packets });
    }
  }
  return [...counts.values()];
}
