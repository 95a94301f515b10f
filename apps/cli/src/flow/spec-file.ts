import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Io } from '../io.js';
import { Stop } from '../stop.js';

/** What the coordinator takes; far beyond any fleet. Keeps a wrong file (a disk image, /dev/zero) from being sent. */
const mostBytes = 4 * 1024 * 1024;

/** The file's raw bytes, whatever they are: the coordinator judges them. `-` is stdin. */
export async function readSpec(file: string, io: Io): Promise<Uint8Array> {
  if (file === '-') return readAll(io.stdin, 'stdin', io.interrupt);
  return readAll(createReadStream(file), file, io.interrupt);
}

async function readAll(stream: Readable, name: string, signal: AbortSignal): Promise<Uint8Array> {
  // A terminal or a pipe may never say anything.
  const stop = () => stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return Buffer.concat(await chunksOf(stream, name));
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown instanceof Stop ? thrown : cannotRead(name, thrown);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function chunksOf(stream: Readable, name: string): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > mostBytes)
      throw Stop.usage(
        `${name}: larger than ${mostBytes / 1024 / 1024} MiB, so it is no fleet spec`,
      );
    chunks.push(bytes);
  }
  return chunks;
}

function cannotRead(name: string, thrown: unknown): Stop {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const seen = reasons[code] ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return Stop.usage(`${name}: ${seen}`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory; give the fleet spec itself',
  EACCES: 'this user may not read it',
  ENOTDIR: 'no such file: a part of the path is no directory',
  ENAMETOOLONG: 'the name is too long',
};
