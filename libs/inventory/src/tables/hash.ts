/**
 * FNV-1a, 32 bits: quick, and good enough where a collision only costs a second look.
 * @param from the hash of what stands before.
 */
export function hash32(text: string, from = 0x811c9dc5): number {
  let hash = from;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
