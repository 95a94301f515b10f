import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { failed, messageOf } from '../domain/errors.js';
import { type Ending, frame, framesOf } from './frames.js';

export interface Streams {
  /** undefined: the command has no input. */
  readonly input?: Readable | undefined;
  readonly output: Writable;
  readonly errors: Writable;
}

export interface Remote {
  /** @throws LabError when the VM does not answer, or goes away in the meantime. */
  readonly ending: Promise<Ending>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Runs a command in a VM. @param commands path of the VM's socket. @param abort ends the command. */
export function runRemotely(
  commands: string,
  command: readonly string[],
  streams: Streams,
  abort?: AbortSignal,
): Remote {
  const socket = connect({ path: commands, ...(abort === undefined ? {} : { signal: abort }) });
  socket.write(frame('command', JSON.stringify(command)));
  void sendInput(streams.input, socket);
  return {
    ending: receive(socket, streams, command),
    signal: (name) => void socket.write(frame('signal', name)),
  };
}

/** The output of a command that must succeed. @throws LabError with what it said to stderr. */
export async function askRemotely(
  commands: string,
  command: readonly string[],
  abort: AbortSignal,
): Promise<string> {
  const { PassThrough } = await import('node:stream');
  const streams = { output: new PassThrough(), errors: new PassThrough() };
  const { ending } = runRemotely(commands, command, streams, abort);
  const said = Promise.all([streams.output.toArray(), streams.errors.toArray()]);
  const { code, failure } = await ending;
  streams.output.end();
  streams.errors.end();
  const [output, errors] = (await said).map((chunks) => Buffer.concat(chunks).toString());
  if (code === 0) return output ?? '';
  throw failed(`${command.join(' ')}: ${failure ?? errors ?? ''}`);
}

async function sendInput(input: Readable | undefined, socket: Socket): Promise<void> {
  try {
    for await (const chunk of input ?? []) {
      if (!socket.write(frame('input', chunk as Buffer))) await once(socket, 'drain');
    }
    socket.write(frame('end-of-input'));
  } catch {
    // The command has ended, or the connection has: `receive` tells.
  }
}

async function receive(
  socket: Socket,
  { output, errors }: Streams,
  command: readonly string[],
): Promise<Ending> {
  const what = `${command[0] ?? ''} in the VM`;
  try {
    for await (const { kind, content } of framesOf(socket)) {
      if (kind === 'ended') return JSON.parse(content.toString()) as Ending;
      const to = kind === 'errors' ? errors : output;
      if (!to.write(content)) await once(to, 'drain');
    }
  } catch (error) {
    throw failed(`${what}: ${messageOf(error)}`, error);
  } finally {
    socket.destroy();
  }
  throw failed(`${what}: the connection ended before the command did. See "muster-lab status".`);
}
