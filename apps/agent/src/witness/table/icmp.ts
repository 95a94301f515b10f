/** Types and codes of refusals as nft calls them (RFC 792, RFC 1812, RFC 4443), by the first 16 bits of the message. */
const names: Readonly<Record<4 | 6, Readonly<Record<number, string>>>> = {
  4: {
    0x0300: 'net-unreachable',
    0x0301: 'host-unreachable',
    0x0302: 'prot-unreachable',
    0x0303: 'port-unreachable',
    0x0304: 'frag-needed',
    0x0309: 'net-prohibited',
    0x030a: 'host-prohibited',
    0x030d: 'admin-prohibited',
  },
  6: {
    0x0100: 'no-route',
    0x0101: 'admin-prohibited',
    0x0103: 'addr-unreachable',
    0x0104: 'port-unreachable',
    0x0105: 'policy-fail',
    0x0106: 'reject-route',
    0x0200: 'packet-too-big',
  },
};

/** `icmp-port-unreachable`; `icmp-code-7` for one without a name. @param start the message's first 16 bits. */
export function nameOfIcmp(version: 4 | 6, start: number): string {
  return `icmp-${names[version][start] ?? `code-${start % 0x100}`}`;
}
