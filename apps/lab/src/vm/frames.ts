/**
 * How a command that runs in a VM is spoken about over one connection: frames of one byte that says what it is, four bytes of
 * length (big endian) and the content.
 *
 * From the lab: first `command`, then `input` until `end-of-input`, and `signal` at any time. Whoever closes the connection
 * ends the command. From the VM: `output` and `errors`, and at last `ended`.
 */
const kinds = [
  /** JSON array of strings: program and arguments. */
  'command',
  'input',
  'end-of-input',
  /** Name of a signal: SIGTERM. */
  'signal',
  'output',
  'errors',
  /** JSON `Ending`. */
  'ended',
] as const;

export type FrameKind = (typeof kinds)[number];

export interface Frame {
  readonly kind: FrameKind;
  readonly content: Buffer;
}

/** How a command came to its end. `failure`: it could not be started. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly failure?: string;
}

const headerLength = 5;
/** Bytes. Pieces of streams are at most 64 KiB; more is a mistake. */
const longest = 1 << 20;

export function frame(kind: FrameKind, content: Buffer | string = ''): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(kinds.indexOf(kind));
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

/** Cuts a stream into its frames. An end in the middle of one is an end. @throws RangeError for what is no frame. */
export async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    for (let length = lengthOf(rest); length <= rest.length; length = lengthOf(rest)) {
      const kind = kinds[rest.readUInt8()];
      if (kind === undefined) throw new RangeError('not a frame');
      yield { kind, content: rest.subarray(headerLength, length) };
      rest = rest.subarray(length);
    }
  }
}

/** Of the frame that begins here, with its header; infinite while that is not known. */
function lengthOf(bytes: Buffer): number {
  if (bytes.length < headerLength) return Infinity;
  const length = bytes.readUInt32BE(1);
  if (length > longest) throw new RangeError(`a frame of ${String(length)} bytes`);
  return headerLength + length;
}
