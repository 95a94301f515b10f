/** What a UDP packet is. An acknowledgement only tells the source that it need not send again: nothing is judged by it. */
export const kinds = { small: 1, full: 2, smallSeen: 3, fullSeen: 4 } as const;
export type Kind = keyof typeof kinds;

export type Packet = { readonly kind: Kind; readonly index: number; readonly seq: number };

const headerBytes = 15;
/** A UDP payload in IPv4 is this much smaller than the packet, and never larger than that. Bytes. */
const udpHeaders = 28;
const largestPayload = 65_507;

export const fullPayload = (mtu: number): number =>
  Math.max(headerBytes, Math.min(mtu - udpHeaders, largestPayload));

/** Nonce, kind, index of the sender, number, and how long it was when it was sent. */
export function encode(nonce: string, packet: Packet, length = headerBytes): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(nonce, 0, 'hex');
  bytes.writeUInt8(kinds[packet.kind], 8);
  bytes.writeUInt16BE(packet.index, 9);
  bytes.writeUInt16BE(packet.seq, 11);
  bytes.writeUInt16BE(length, 13);
  return bytes;
}

/** Undefined for what is none of ours, or did not come whole. */
export function decode(nonce: string, bytes: Buffer): Packet | undefined {
  if (bytes.length < headerBytes || bytes.toString('hex', 0, 8) !== nonce) return undefined;
  const byte = bytes.readUInt8(8);
  const kind = (Object.keys(kinds) as Kind[]).find((name) => kinds[name] === byte);
  if (kind === undefined || bytes.readUInt16BE(13) !== bytes.length) return undefined;
  return { kind, index: bytes.readUInt16BE(9), seq: bytes.readUInt16BE(11) };
}
