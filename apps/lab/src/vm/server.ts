import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { type Ending, frame, type FrameKind, framesOf } from './frames.js';

/** The side of the lab that runs inside of a VM, in the namespace where the lab's own cable ends. */

/** What this program is started with there. */
export const serveVerb = 'serve-vm';
export const commandPort = 7000;
export const enginePort = 2375;

const engineSocket = '/run/docker.sock';

/** What commands see; the rest is as on a machine that somebody has just logged in to. */
const environment = { ...process.env, HOME: '/root', USER: 'root' };

/** Takes commands and leads to the Engine, for ever. @param address of this VM on the lab's own cable. */
export function serve(address: string): void {
  createServer((socket) => void runCommand(socket)).listen(commandPort, address);
  createServer({ allowHalfOpen: true }, toEngine).listen(enginePort, address);
}

function toEngine(client: Socket): void {
  const engine = connect({ path: engineSocket, allowHalfOpen: true });
  const end = (): void => {
    client.destroy();
    engine.destroy();
  };
  client.on('error', end);
  engine.on('error', end);
  client.pipe(engine);
  engine.pipe(client);
}

async function runCommand(socket: Socket): Promise<void> {
  // Whoever asked is gone: the command ends with the connection.
  socket.on('error', () => undefined);
  let child: ChildProcessWithoutNullStreams | undefined;
  try {
    for await (const { kind, content } of framesOf(socket)) {
      if (kind === 'command') child ??= start(socket, JSON.parse(content.toString()) as string[]);
      else if (kind === 'input') await write(child?.stdin, content);
      else if (kind === 'end-of-input') child?.stdin.end();
      else if (kind === 'signal') child?.kill(content.toString() as NodeJS.Signals);
    }
  } catch {
    socket.destroy();
  }
}

/** In the host's own network, and as the leader of a group, so that all of it can be ended. */
function start(socket: Socket, command: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn('nsenter', ['--net=/proc/1/ns/net', '--', ...command], {
    cwd: '/root',
    env: environment,
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  socket.once('close', () => {
    if (child.exitCode === null && child.signalCode === null) endGroup(child);
  });
  const ended = once(child, 'exit').then(
    ([code, signal]): Ending => ({ code: code as number | null, signal: signal as null }),
    (error: unknown): Ending => ({ code: null, signal: null, failure: String(error) }),
  );
  const said = [send(child.stdout, 'output', socket), send(child.stderr, 'errors', socket)];
  void Promise.all([ended, ...said]).then(([ending]) => {
    socket.end(frame('ended', JSON.stringify(ending)));
  });
  return child;
}

/** Until the stream ends, no faster than the other side takes it. */
async function send(from: Readable, kind: FrameKind, socket: Socket): Promise<void> {
  for await (const chunk of from) await write(socket, frame(kind, chunk as Buffer));
}

async function write(to: Writable | undefined, bytes: Buffer): Promise<void> {
  if (to === undefined || !to.writable || to.write(bytes)) return;
  const settled = new AbortController();
  const waits = ['drain', 'close'].map((event) => once(to, event, { signal: settled.signal }));
  await Promise.race(waits).catch(() => undefined);
  settled.abort();
}

function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in this moment.
  }
}
