import type { Point } from '@muster/probe';
import * as counts from './counts.js';
import { familiesOf, type Family } from './families.js';
import { traceProbes, tracedCounts, traceSyns } from './trace-rules.js';
import {
  asksTcp,
  espPort,
  longestProbe,
  oneOf,
  portsOf,
  protocolsOf,
  type Watched,
} from './watched.js';

// Before defragmentation (-400) and connection tracking (-200), so that fragments are seen as such; and after whatever a
// firewall may have put at any customary priority (linux/netfilter_ipv4.h).
const first = -450;
const last = 10_000;

const hook = (name: string, priority: number) =>
  ` { type filter hook ${name} priority ${priority}; }`;

const hooks: Readonly<Record<string, string>> = {
  out: hook('output', first),
  post: hook('postrouting', last),
  pre: hook('prerouting', first),
  in: hook('input', last),
};

/**
 * The commands that make the table, as one line: `nft -i` takes a line as one transaction. The table belongs to the nft
 * process (flag owner, Linux 5.12): when that ends, however it does, the kernel takes it away.
 */
export function rulesetFor(table: string, watched: Watched): string {
  const named = `inet ${table}`;
  const counted = counts
    .countsOf(watched)
    .map((count) => `add set ${named} ${count.set} { ${dynamic(count)} counter; }`);
  const traced = tracedCounts(watched).map(
    (count) => `add set ${named} ${count.set} { ${dynamic(count)} }`,
  );
  const used = Object.entries(chainsOf(watched)).filter(([, rules]) => rules.length > 0);
  const chains = used.flatMap(([chain, rules]) => [
    `add chain ${named} ${chain}${hooks[chain] ?? ''}`,
    ...rules.map((rule) => `add rule ${named} ${chain} ${rule}`),
  ]);
  return [`add table ${named} { flags owner; }`, ...counted, ...traced, ...chains].join('; ');
}

const dynamic = ({ key, room }: counts.Count) =>
  `typeof ${key}; flags dynamic; size ${String(room)};`;

const update = ({ set, key }: counts.Count): string => `update @${set} { ${key} }`;

/** Bytes 0 to 7 of the payload: bits 64 to 127 after the transport header's start, for UDP and for what becomes ESP. */
const carries = (nonce: string) => `@th,64,64 0x${nonce}`;

/** Made last: when it is there, all is. */
export const lastChain = 'in';

/** In an order in which each chain comes before those that go there. */
function chainsOf(watched: Watched): Record<string, string[]> {
  const isProbe = `meta l4proto { udp, esp } ${carries(watched.nonce)}`;
  return {
    ...probeChains(watched),
    out: [
      `meta l4proto udp ${carries(watched.nonce)} goto sending`,
      ...departing(watched, [...synRules(watched, 'sent'), ...sentinelRule(watched)]),
      ...answerRules(watched),
    ],
    post: departing(watched, [`${isProbe} goto leaving`, ...synRules(watched, 'left')]),
    pre: [`${isProbe} goto arriving`, ...synRules(watched, 'arrived'), ...refusalRules(watched)],
    in: [`${isProbe} goto passing`, ...synRules(watched, 'passed'), ...redirectRules(watched)],
  };
}

/** What concerns packets of this host. */
const departing = ({ arrivalsOnly }: Watched, rules: string[]): string[] =>
  arrivalsOnly ? [] : rules;

/** Chains that only probes of this check go through. */
function probeChains(watched: Watched): Record<string, string[]> {
  const families = familiesOf(watched);
  return {
    sizes: families.map((family) => `${family.whole} ${update(counts.arrivedWhole)} drop`),
    arriving: [
      `meta length > ${longestProbe} goto sizes`,
      ...traceProbes(watched, counts.sourceIndex),
      ...families.map((family) => update(counts.arrived(family))),
    ],
    // No probe gets to a socket: neither the Engine nor the kernel's VXLAN ever sees one.
    passing: [`meta length <= ${longestProbe} ${update(counts.passed)}`, 'drop'],
    sending: [
      `meta length > ${longestProbe} accept`,
      ...departing(watched, [
        ...traceProbes(watched, counts.destinationIndex),
        update(counts.sent),
      ]),
      // Untracked, or this host's own ESP would let in that of the other host as its reply: ESP has no ports.
      ...families.map((family) => `udp dport ${espPort} notrack ${family.toEsp}`),
    ],
    leaving: departing(watched, [
      `meta length <= ${longestProbe} ${update(counts.left)} accept`,
      ...families.map(({ unbreakable }) => `${unbreakable} ${update(counts.leftUnbroken)}`),
    ]),
  };
}

function synRules(watched: Watched, point: Point): string[] {
  if (!asksTcp(watched)) return [];
  // The rules of another witness of this agent may have sent a SYN to the listener already.
  const listeners = point === 'passed' ? watched.listeners.values() : [];
  const ports = oneOf([...portsOf(watched, 'tcp'), ...listeners]);
  const isSyn = `tcp flags & (fin | syn | rst | ack) == syn tcp dport ${ports}`;
  return familiesOf(watched).flatMap((family) => [
    ...traceSyns(watched, family, point, isSyn),
    `${isSyn} ${update(counts.syn(point, family))}`,
  ]);
}

/**
 * After all of the firewall's rules, what is for a port that nobody listens on goes to the agent's listener, which has a port
 * of its own. So the port itself stays free: an Engine that starts now finds it so, and gets its packets.
 */
const redirectRules = ({ listeners }: Watched): string[] =>
  [...listeners].flatMap(([port, listener]) => [
    `tcp dport ${port} socket wildcard { 0, 1 } accept`,
    `tcp dport ${port} tcp dport set ${listener} accept`,
  ]);

/** And back, before the first rule of the firewall, and before connection tracking looks. */
const answerRules = ({ listeners }: Watched): string[] =>
  [...listeners].map(([port, listener]) => `tcp sport ${listener} tcp sport set ${port}`);

/** ICMP errors, and RSTs that answer a SYN: those have sequence number 0 (RFC 9293, 3.10.7.1). */
function refusalRules(watched: Watched): string[] {
  return familiesOf(watched).flatMap((family) => [
    ...protocolsOf(watched).map((protocol) => icmpRule(watched, family, protocol)),
    ...(asksTcp(watched) ? [resetRule(watched, family)] : []),
  ]);
}

const numbers = { tcp: 6, udp: 17, esp: 50 } as const;

function icmpRule(watched: Watched, family: Family, protocol: keyof typeof numbers): string {
  const { quoted, refusal } = family;
  const ports = protocol === 'esp' ? [espPort] : portsOf(watched, protocol);
  const isOurs = `${quoted.protocol} ${numbers[protocol]} ${quoted.dport} ${oneOf(ports)}`;
  return `${refusal} ${isOurs} ${update(counts.refused(family, protocol))}`;
}

function resetRule(watched: Watched, family: Family): string {
  const isAnswer = `tcp flags & rst == rst tcp sequence 0`;
  const ports = oneOf(portsOf(watched, 'tcp'));
  return `${isAnswer} tcp sport ${ports} ${update(counts.reset(family))}`;
}

/** A packet to oneself that shows up in the trace after all that came before it, and goes nowhere. */
const sentinelRule = ({ trace, sentinel }: Watched): string[] =>
  trace.length === 0 ? [] : [`meta l4proto udp ${carries(sentinel)} meta nftrace set 1 drop`];
