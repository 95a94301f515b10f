/** One line of `nft -a monitor trace`. */
export type TraceEvent = {
  /** Of the packet, as long as it is on its way. */
  readonly id: string;
  readonly family: string;
  readonly table: string;
  readonly chain: string;
} & (
  | ({ readonly kind: 'packet' } & PacketSeen)
  | {
      readonly kind: 'rule';
      readonly handle?: number;
      readonly text?: string;
      readonly verdict: string;
    }
  | { readonly kind: 'policy'; readonly verdict: string }
);

export type PacketSeen = {
  readonly saddr: string;
  readonly daddr: string;
  /** Of TCP and UDP. */
  readonly dport?: number;
  readonly protocol: 'tcp' | 'udp' | 'esp' | 'other';
  /** Bytes 0 to 11 of the payload, as 24 hexadecimal digits, where it has no more and no less as far as nft tells. */
  readonly payload?: string;
};

const line = /^trace id ([0-9a-f]+) (\S+) (\S+) (\S+) (.*)$/;

/** All that is told of packets; lines of other kinds are left out. */
export function eventsIn(text: string): readonly TraceEvent[] {
  return text.split('\n').flatMap((it) => eventIn(it) ?? []);
}

function eventIn(text: string): TraceEvent | undefined {
  const [, id = '', family = '', table = '', chain = '', rest = ''] = line.exec(text) ?? [];
  const place = { id, family, table, chain };
  if (rest.startsWith('packet: ')) return { ...place, kind: 'packet', ...packetIn(rest) };
  if (rest.startsWith('policy '))
    return { ...place, kind: 'policy', verdict: rest.slice(7).trim() };
  const rule = /^(?:unknown )?rule (.*)\(verdict ([^)]*)\)\s*$/.exec(rest);
  if (rule === null) return undefined;
  const [, body = '', verdict = ''] = rule;
  const handle = /handle (\d+)\s*$/.exec(body)?.[1];
  const rulesText = body.replace(/#? ?handle \d+\s*$/, '').trim();
  return {
    ...place,
    kind: 'rule',
    verdict,
    ...(handle === undefined ? {} : { handle: Number(handle) }),
    ...(rulesText === '' ? {} : { text: rulesText }),
  };
}

function packetIn(text: string): PacketSeen {
  const word = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const dport = word(/ (?:tcp|udp) dport (\d+)/);
  // Leading zeros are left out.
  const payload = word(/@th,64,96 0x([0-9a-f]+)/)?.padStart(24, '0');
  return {
    saddr: word(/ ip6? saddr (\S+)/) ?? '',
    daddr: word(/ ip6? daddr (\S+)/) ?? '',
    protocol: protocolIn(text),
    ...(dport === undefined ? {} : { dport: Number(dport) }),
    ...(payload === undefined ? {} : { payload }),
  };
}

function protocolIn(text: string): PacketSeen['protocol'] {
  if (text.includes(' udp dport ')) return 'udp';
  if (text.includes(' tcp dport ')) return 'tcp';
  return text.includes(' esp spi ') ? 'esp' : 'other';
}
