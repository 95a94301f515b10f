import { resolve } from 'node:path';
import {
  Client,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ClientDuplexStream,
  type MethodDefinition,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

// An agent as the coordinator sees it, made from the contract in proto/ alone: nothing of the real agent is in it.

/** Anything that the contract says; field names in camel case. */
export type Message = { readonly [field: string]: unknown };

/** Answers one command by its kind; undefined = done, with nothing to tell. */
export type Answer = (host: string, kind: string, args: Message) => Message | undefined;

/** Bytes of the largest message in each direction, over all agents. */
export type Sizes = { down: number; up: number };

type Session = MethodDefinition<Message, Message>;

function sessionOf(): Session {
  const definition = loadSync('muster/agent/v1/agent.proto', {
    includeDirs: [resolve(import.meta.dirname, '../../../../proto')],
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const { muster } = loadPackageDefinition(definition) as unknown as {
    muster: { agent: { v1: { AgentService: ServiceClientConstructor } } };
  };
  return muster.agent.v1.AgentService.service['Session'] as unknown as Session;
}

const session = sessionOf();

/** Bytes of a message of an agent. */
export const serialize = (message: Message): Buffer => session.requestSerialize(message);

/** What an agent does that tells its facts when it is asked, and changes by itself. */
export type Telling = {
  /** The message that tells everything, in bytes. */
  readonly facts: () => Buffer;
  readonly onEnd: () => void;
};

/** One connection and one session, as a host of its own has them. */
export class SimulatedAgent {
  readonly #client: Client;
  readonly #stream: ClientDuplexStream<Message | Buffer, Message>;
  #beat: NodeJS.Timeout | undefined;
  #isClosed = false;

  readonly #host: string;
  readonly #answer: Answer;
  readonly #sizes: Sizes;
  readonly #telling: Telling | undefined;

  /** @param address as gRPC writes it: `unix:/path`. */
  constructor(address: string, host: string, answer: Answer, sizes: Sizes, telling?: Telling) {
    this.#host = host;
    this.#answer = answer;
    this.#sizes = sizes;
    this.#telling = telling;
    this.#client = new Client(address, credentials.createInsecure(), {
      'grpc.default_authority': 'localhost',
      'grpc.use_local_subchannel_pool': 1,
    });
    this.#stream = this.#client.makeBidiStreamRequest(
      session.path,
      (message: Message | Buffer) =>
        this.#measured('up', Buffer.isBuffer(message) ? message : serialize(message)),
      (bytes) => session.responseDeserialize(this.#measured('down', bytes)),
      // When thousands dial at once the socket's queue is full for a moment: dial again, as an agent does.
      new Metadata({ waitForReady: true }),
    );
    this.#stream.on('data', (message: Message) => {
      this.#receive(message);
    });
    // The bench sees what is missing by itself.
    this.#stream.on('error', () => {
      if (!this.#isClosed) telling?.onEnd();
    });
    const about = { host, agentVersion: '0.1.0', protocolVersion: 1, bootId: host };
    this.#stream.write({
      hello: { ...about, instanceId: host, reportsChanges: telling !== undefined },
    });
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#beat);
    this.#stream.cancel();
    this.#client.close();
  }

  #measured(direction: keyof Sizes, bytes: Buffer): Buffer {
    this.#sizes[direction] = Math.max(this.#sizes[direction], bytes.length);
    return bytes;
  }

  #receive(message: Message): void {
    const welcome = message['welcome'] as { heartbeatPeriodMs: number } | undefined | null;
    const command = message['command'] as
      (Message & { id: string; action: string }) | undefined | null;
    if (welcome)
      this.#beat = setInterval(
        () => this.#stream.write({ heartbeat: {} }),
        welcome.heartbeatPeriodMs,
      );
    if (message['resync'] && this.#telling) this.#stream.write(this.#telling.facts());
    if (!command) return;
    const kind = command.action;
    const outcome = this.#answer(this.#host, kind, command[kind] as Message) ?? { done: {} };
    this.#stream.write({ result: { id: command.id, changed: false, ...outcome } });
  }
}
