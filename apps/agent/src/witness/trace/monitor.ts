import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { FleetError } from '@muster/kernel';
import { sleep, within } from '@muster/runtime';

/**
 * Ends nft when standard input ends, so also when this process is killed: by itself, nft would find out only when there is
 * something to say.
 */
const script = 'nft -a monitor trace </dev/null & read -r _; kill $!';

/** How long the beginning and the end may be waited for. Milliseconds. */
const readyMs = 5_000;
const lastMs = 5_000;
const pauseMs = 10;
/** nft writes into a pipe by blocks of 4 KB: so many sentinels' traces fill one. */
const volley = 16;

/** RFC 863. Nothing gets there. */
const discardPort = 9;

/** Bytes; a trace of an edge takes some 2 KB of it. */
const mostText = 16 * 1024 * 1024;

/**
 * `nft monitor trace`, read from its beginning to its end for certain: packets to this host itself, which a rule of the
 * witness traces and drops, mark both. The kernel tells of packets in the order in which they came through the rules.
 */
export class TraceMonitor {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #socket: Socket;
  #isClosed = false;
  #text = '';
  /** Number of the last sentinel sent, and of the last one told of. */
  #sent = 0;
  #told = 0;
  /** Where in the text to look for the next one. */
  #seen = 0;

  /** @param sentinel nonce of those packets, 16 hexadecimal digits. @param address of this host. */
  constructor(
    private readonly sentinel: string,
    private readonly address: string,
  ) {
    this.#child = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    const { stdin, stdout } = this.#child;
    // It is no reason for this process to live on.
    for (const it of [this.#child, stdin, stdout] as { unref?(): void }[]) it.unref?.();
    // Without a shell there is no trace, and the sentinels are waited for in vain.
    this.#child.on('error', () => undefined);
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (this.#text.length < mostText) this.#text += text;
      this.#look();
    });
    this.#socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    this.#socket.on('error', () => undefined);
  }

  /** Resolves when every packet from now on will be told. @throws deadline when nft does not listen. */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#until(1, within(signal, readyMs), 'nft monitor does not tell of traces');
  }

  /** What was traced until now, as nft writes it. @throws deadline. */
  async text(signal: AbortSignal): Promise<string> {
    await this.#until(this.#sent + 1, within(signal, lastMs), 'nft monitor has fallen silent');
    return this.#text;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
    this.#child.stdin.end();
  }

  /** Sends sentinels until one with this number or a later one is told of. */
  async #until(number: number, signal: AbortSignal, doubt: string): Promise<void> {
    while (this.#told < number) {
      for (let n = 0; n < volley; n += 1) this.#sendSentinel();
      try {
        await sleep(pauseMs, signal);
      } catch (error) {
        throw new FleetError(FleetError.from(error).code, doubt, { cause: error });
      }
    }
  }
  /** To the host's address and, because that may be one that only its router has, to loopback. */
  #sendSentinel(): void {
    this.#sent += 1;
    const payload = Buffer.alloc(12);
    payload.write(this.sentinel, 'hex');
    payload.writeUInt32BE(this.#sent, 8);
    const loopback = isIP(this.address) === 6 ? '::1' : '127.0.0.1';
    // That the packet is dropped is reported as EPERM.
    this.#socket.send(
      payload,
      discardPort,
      this.#sent % 2 === 0 ? loopback : this.address,
      () => undefined,
    );
  }

  #look(): void {
    const mark = `0x${this.sentinel}`;
    for (;;) {
      const at = this.#text.indexOf(mark, this.#seen);
      const number = this.#text.slice(at + mark.length, at + mark.length + 8);
      if (at < 0 || number.length < 8) return;
      this.#told = Number.parseInt(number, 16);
      this.#seen = at + mark.length;
    }
  }
}
