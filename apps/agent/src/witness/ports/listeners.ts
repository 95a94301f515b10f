import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { encodeGreeting, type Greeting } from './greeting.js';

type Listener = { readonly server: Server; readonly port: number; readonly sockets: Set<Socket> };

/**
 * The agent's listeners, each standing in for a TCP port that nobody listens on: the witness's rules bring it the packets.
 * All witnesses of an agent share them.
 */
export class Listeners {
  readonly #listeners = new Map<number, Promise<Listener>>();
  readonly #users = new Map<object, { readonly nonce: string; readonly index: number }>();
  #greeting = encodeGreeting([]);

  /** Stands in for these ports until `close`. @returns TCP port → the port where the agent listens for it. */
  async open(
    user: object,
    greeting: Greeting[number],
    ports: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    this.#users.set(user, greeting);
    this.#greet();
    const opened = await Promise.all(
      ports.map(async (port) => [port, (await this.#listenerFor(port)).port] as const),
    );
    return new Map(opened);
  }

  /** The last user's end closes them all. */
  close(user: object): void {
    this.#users.delete(user);
    this.#greet();
    if (this.#users.size > 0) return;
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const opening of listeners) void opening.then(shut, () => undefined);
  }

  #greet(): void {
    this.#greeting = encodeGreeting([...this.#users.values()]);
  }

  #listenerFor(port: number): Promise<Listener> {
    const known = this.#listeners.get(port);
    if (known !== undefined) return known;
    const opening = listen((socket) => {
      socket.end(this.#greeting);
    });
    this.#listeners.set(port, opening);
    opening.catch(() => this.#listeners.delete(port));
    return opening;
  }
}

/** On any address, because a host's advertise address may be one that only its router has. */
async function listen(greet: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever resets the connection has heard enough.
    socket.on('error', () => undefined);
    greet(socket);
    // What is not read turns the closing into a reset, which could overtake the greeting.
    socket.resume();
  });
  // Too many connections at once, for example: those that wait are taken later.
  server.on('error', () => undefined);
  server.unref();
  server.listen(0);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, sockets };
}

function shut({ server, sockets }: Listener): void {
  server.close();
  for (const socket of sockets) socket.destroy();
}
