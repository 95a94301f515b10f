import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClientDuplexStream,
  credentials,
  makeClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import {
  AgentService,
  type AgentServiceClient,
  encodeAgentMessage,
  type SessionRequest,
  type SessionResponse__Output,
} from '@muster/protocol';
import { type Address, createLogger, formatAddress } from '@muster/runtime';
import { sessionLimits } from '../agent-session.js';
import { AgentsServer } from '../agents-server.js';
import { SessionHub } from '../session-hub.js';

export type Stream = ClientDuplexStream<SessionRequest, SessionResponse__Output>;

export const silent = createLogger('test', 'silent');
export const limits = {
  ...sessionLimits,
  heartbeatPeriodMs: 150,
  helloMs: 300,
  graceMs: 1_000,
  stallMs: 300,
  outboxCapacity: 8,
};

export const hello = (host: string, extra = {}): SessionRequest =>
  encodeAgentMessage({
    kind: 'hello',
    hello: {
      host,
      agentVersion: '1.0.0',
      protocolVersion: 1,
      bootId: 'b',
      instanceId: 'i',
      reportsChanges: false,
      ...extra,
    },
  });

/** A server for agents on a socket of its own, and clients to try it with. */
export class Stand {
  readonly hub = new SessionHub(silent);
  readonly #folder = mkdtempSync(join(tmpdir(), 'muster-agents-'));
  readonly #address: Address = { kind: 'unix', path: join(this.#folder, 'agents.sock') };
  readonly #clients: AgentServiceClient[] = [];
  readonly #server = new AgentsServer(
    { address: this.#address, insecure: false, limits: () => limits },
    this.hub,
    silent,
  );

  static async start(): Promise<Stand> {
    const stand = new Stand();
    await stand.#server.listen();
    return stand;
  }

  stop(): void {
    for (const client of this.#clients) client.close();
    this.hub.close();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  dial(): Stream {
    const client = new AgentService(formatAddress(this.#address), credentials.createInsecure(), {
      'grpc.default_authority': 'localhost',
      'grpc.use_local_subchannel_pool': 1,
    });
    this.#clients.push(client);
    const stream = client.session();
    // Every end is looked at through ended().
    stream.on('error', () => undefined);
    return stream;
  }

  /** A stream with an open session that keeps itself alive. */
  async connect(host: string): Promise<Stream> {
    const stream = this.dial();
    const connected = once(this.hub.events, 'connected');
    stream.write(hello(host));
    await connected;
    const beat = setInterval(() => stream.write(encodeAgentMessage({ kind: 'heartbeat' })), 100);
    for (const event of ['close', 'error']) {
      stream.on(event, () => {
        clearInterval(beat);
      });
    }
    return stream;
  }

  /** A client of the same method that puts whatever bytes it is given on the wire. */
  rawStream(): ClientDuplexStream<Buffer, Buffer> {
    const Raw = makeClientConstructor(
      {
        session: {
          path: '/muster.agent.v1.AgentService/Session',
          requestStream: true,
          responseStream: true,
          requestSerialize: (value: Buffer) => value,
          requestDeserialize: (value: Buffer) => value,
          responseSerialize: (value: Buffer) => value,
          responseDeserialize: (value: Buffer) => value,
        },
      },
      'Raw',
    );
    const client = new Raw(formatAddress(this.#address), credentials.createInsecure(), {
      'grpc.default_authority': 'localhost',
      'grpc.max_send_message_length': -1,
    }) as unknown as AgentServiceClient;
    this.#clients.push(client);
    const stream = client.session() as unknown as ClientDuplexStream<Buffer, Buffer>;
    stream.on('error', () => undefined);
    return stream;
  }

  /** Has the host's agent leave: a command like any other. */
  leave(host: string, timeoutMs = 2_000): Promise<unknown> {
    const { signal } = new AbortController();
    return this.hub.dispatch(
      host,
      { kind: 'ensureLeft', args: { force: false } },
      { timeoutMs, signal },
    );
  }
}

/** How the stream ends. */
export async function ended(stream: NodeJS.EventEmitter): Promise<ServiceError> {
  const [error] = (await once(stream, 'error').catch((thrown: unknown) => [thrown])) as [
    ServiceError,
  ];
  return error;
}

/** Answers every command with done. @returns the ids that were asked, as they come. */
export function answering(stream: Stream): string[] {
  const ids: string[] = [];
  stream.on('data', ({ command }: SessionResponse__Output) => {
    if (!command) return;
    ids.push(command.id);
    stream.write({ result: { id: command.id, changed: true, done: {} } });
  });
  return ids;
}
