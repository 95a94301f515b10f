import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { decode, encode, fullPayload, type Kind } from './packets.js';
import type { Received } from './received.js';
import { type Place, port } from './settings.js';

/** Between two packets to the same address, until both sizes are acknowledged. Milliseconds. */
const againMs = 150;
const answers: Partial<Record<Kind, Kind>> = { small: 'smallSeen', full: 'fullSeen' };

/** The UDP half of a task: sends, counts what comes, and acknowledges it. */
export class Datagrams {
  readonly #socket: Socket = createSocket('udp4');
  /** Address and kind of packets that were acknowledged. */
  readonly #seen = new Set<string>();

  constructor(
    private readonly nonce: string,
    private readonly place: Place,
    private readonly received: Received,
  ) {}

  open(): Promise<void> {
    this.#socket.on('message', (bytes, { address }) => {
      this.#got(bytes, address);
    });
    // An ICMP error of an earlier packet; what did not arrive is missing at the other end.
    this.#socket.on('error', () => undefined);
    return new Promise((resolve) => this.#socket.bind(port, resolve));
  }

  /** Sends both sizes until both are acknowledged or time is over. @returns errno of what the kernel did not take. */
  async probe(address: string, isOver: () => boolean): Promise<string | undefined> {
    let refused: string | undefined;
    for (let seq = 1; !isOver(); seq += 1) {
      for (const kind of ['small', 'full'] as const) {
        if (this.#seen.has(`${address} ${answers[kind] ?? ''}`)) continue;
        const length = kind === 'full' ? fullPayload(this.place.mtu) : undefined;
        refused = (await this.#send(kind, seq, address, length)) ?? refused;
      }
      if (['smallSeen', 'fullSeen'].every((kind) => this.#seen.has(`${address} ${kind}`))) break;
      await delay(seq < 4 ? againMs / 5 : againMs);
    }
    return refused;
  }

  #got(bytes: Buffer, address: string): void {
    const packet = decode(this.nonce, bytes);
    if (packet === undefined) return;
    const answer = answers[packet.kind];
    if (answer === undefined) {
      this.#seen.add(`${address} ${packet.kind}`);
      return;
    }
    this.received.of(packet.index)[packet.kind === 'full' ? 'full' : 'small'].add(packet.seq);
    void this.#send(answer, packet.seq, address);
  }

  #send(kind: Kind, seq: number, address: string, length?: number): Promise<string | undefined> {
    const packet = encode(this.nonce, { kind, index: this.place.index, seq }, length);
    return new Promise((resolve) => {
      this.#socket.send(packet, port, address, (error) => {
        resolve(error === null ? undefined : (error as NodeJS.ErrnoException).code);
      });
    });
  }
}
