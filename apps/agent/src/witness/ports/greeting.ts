/** What the agent's listeners say to whoever connects: which checks run here, and under which index each knows this host. */
export type Greeting = readonly { readonly nonce: string; readonly index: number }[];

const magic = Buffer.from('muster\n');
const entryBytes = 10;

/** The magic, then 8 bytes nonce and 2 bytes index of each check. */
export function encodeGreeting(greeting: Greeting): Buffer {
  const entries = greeting.map(({ nonce, index }) => {
    const entry = Buffer.alloc(entryBytes);
    entry.write(nonce, 'hex');
    entry.writeUInt16BE(index, entryBytes - 2);
    return entry;
  });
  return Buffer.concat([magic, ...entries]);
}

export const isGreeting = (heard: Buffer): boolean => heard.subarray(0, magic.length).equals(magic);

/** The index under which the greeter knows itself in the check of this nonce; undefined when it is none, or of other checks. */
export function indexIn(greeting: Buffer, nonce: string): number | undefined {
  if (!isGreeting(greeting)) return undefined;
  for (let at = magic.length; at + entryBytes <= greeting.length; at += entryBytes) {
    if (greeting.toString('hex', at, at + entryBytes - 2) === nonce) {
      return greeting.readUInt16BE(at + entryBytes - 2);
    }
  }
  return undefined;
}
