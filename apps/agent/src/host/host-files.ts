import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Files of the host as it shows them: what the kernel makes up on reading, and what its administrator wrote. Everything is
 * undefined where it cannot be read. What the kernel makes up never blocks, and reading it synchronously costs a tenth of the
 * other way.
 */
export class HostFiles {
  /** Of the last `head`; kept, because a new one for every look would be a burden. */
  #buffer = Buffer.alloc(0);

  /** @param root what stands for `/`. */
  constructor(private readonly root = '/') {}

  text(path: string): string | undefined {
    return tried(() => readFileSync(this.at(path), 'utf8'));
  }

  bytes(path: string): Buffer | undefined {
    return tried(() => readFileSync(this.at(path)));
  }

  /** Without the end of line; empty where it cannot be read. */
  line(path: string): string {
    return (this.text(path) ?? '').trim();
  }

  number(path: string): number | undefined {
    const text = this.line(path);
    return /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** The whole lines among the first bytes, and whether that is all there is. */
  head(
    path: string,
    mostBytes: number,
  ): { lines: readonly string[]; isWhole: boolean } | undefined {
    return tried(() => {
      const file = openSync(this.at(path), 'r');
      try {
        if (this.#buffer.length !== mostBytes) this.#buffer = Buffer.alloc(mostBytes);
        return linesOf(file, this.#buffer);
      } finally {
        closeSync(file);
      }
    });
  }

  /**
   * The text of a table up to the first line that `isLast` takes, and hardly more: lines are made up by the kernel when they
   * are read, and some tables cost milliseconds.
   */
  textUpTo(path: string, isLast: (line: string) => boolean): string | undefined {
    return tried(() => {
      const file = openSync(this.at(path), 'r');
      try {
        return readUpTo(file, isLast);
      } finally {
        closeSync(file);
      }
    });
  }

  list(path: string): readonly string[] | undefined {
    return tried(() => readdirSync(this.at(path)));
  }

  has(path: string): boolean {
    return existsSync(this.at(path));
  }

  /** The last part of what a link points to. */
  linkName(path: string): string | undefined {
    return tried(() => basename(readlinkSync(this.at(path))));
  }

  /** The last part of the path of the file itself, all links followed. */
  realName(path: string): string | undefined {
    return tried(() => basename(realpathSync(this.at(path))));
  }

  private at(path: string): string {
    return join(this.root, path);
  }
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * About two lines. The kernel stops after the line with which a read is satisfied, and has then looked for the next one: so a
 * read that is not satisfied is the last. To make sure by one more, it would search the table from its start again.
 */
const pieceBytes = 300;

function readUpTo(file: number, isLast: (line: string) => boolean): string {
  const piece = Buffer.alloc(pieceBytes);
  let text = '';
  let seen = 0;
  for (;;) {
    const read = readSync(file, piece, 0, pieceBytes, null);
    text += piece.toString('latin1', 0, read);
    for (let end = text.indexOf('\n', seen); end >= 0; end = text.indexOf('\n', seen)) {
      const line = text.slice(seen, end);
      seen = end + 1;
      if (isLast(line)) return text.slice(0, seen);
    }
    if (read < pieceBytes) return text;
  }
}

/** The kernel gives a table of its own in pieces, so a short read is not yet the end. */
function linesOf(file: number, buffer: Buffer): { lines: readonly string[]; isWhole: boolean } {
  let length = 0;
  let isWhole = false;
  while (!isWhole && length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    isWhole = read === 0;
    length += read;
  }
  const lines = buffer.toString('utf8', 0, length).split('\n');
  // The last is empty, or cut off.
  return { lines: lines.slice(0, -1), isWhole };
}
