import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

type Callback = (error: Error | null, address: string, family: number) => void;

/** Destinations are addresses: asking the resolver for each packet would take longer than sending it. */
const noLookup =
  (version: number) =>
  (address: string, _options: unknown, callback: Callback): void => {
    callback(null, address, version);
  };

/**
 * Sockets to send the probes of one check from, each with a source port of its own: the n-th packet of every edge goes by
 * the n-th. So all packets of an edge are flows of their own to a firewall, for a handful of sockets.
 */
export class SourcePorts {
  readonly #opening = new Map<string, Promise<readonly Socket[]>>();
  readonly #open: Socket[] = [];

  constructor(private readonly count: number) {}

  /**
   * @param from the address to send from; where this host does not have it itself (address translation), the kernel
   * chooses.
   */
  async towards(address: string, from?: string): Promise<readonly Socket[]> {
    const version = isIP(address);
    const source = from !== undefined && isIP(from) === version ? from : undefined;
    const key = `${version} ${source ?? ''}`;
    const known = this.#opening.get(key);
    if (known !== undefined) return known;
    const opening = Promise.all(
      Array.from({ length: this.count }, () => this.#bound(version, source)),
    );
    this.#opening.set(key, opening);
    return opening;
  }

  close(): void {
    for (const socket of this.#open) socket.close();
  }

  async #bound(version: number, source: string | undefined): Promise<Socket> {
    try {
      return await this.#bind(version, source);
    } catch (error) {
      if (source === undefined) throw error;
      return await this.#bind(version, undefined);
    }
  }

  async #bind(version: number, address: string | undefined): Promise<Socket> {
    const socket = createSocket({
      type: version === 6 ? 'udp6' : 'udp4',
      lookup: noLookup(version),
    });
    const bound = once(socket, 'listening');
    socket.bind({ port: 0, ...(address === undefined ? {} : { address }) });
    try {
      await bound;
    } catch (error) {
      socket.close();
      throw error;
    }
    // What becomes of a packet is told by the witnesses.
    socket.on('error', () => undefined);
    this.#open.push(socket);
    return socket;
  }
}
