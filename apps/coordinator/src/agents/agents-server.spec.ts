import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClientDuplexStream,
  credentials,
  makeClientConstructor,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { FleetError } from '@muster/kernel';
import {
  AgentService,
  type AgentServiceClient,
  encodeAgentMessage,
  type SessionRequest,
  type SessionResponse__Output,
} from '@muster/protocol';
import { type Address, createLogger, formatAddress } from '@muster/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionLimits } from './agent-session.js';
import { AgentsServer } from './agents-server.js';
import { SessionHub } from './session-hub.js';

type Stream = ClientDuplexStream<SessionRequest, SessionResponse__Output>;

const log = createLogger('test', 'silent');
const signal = new AbortController().signal;
const limits = { ...sessionLimits, helloMs: 300, graceMs: 400, stallMs: 300, outboxCapacity: 8 };
const hello = (host: string, extra = {}): SessionRequest =>
  encodeAgentMessage({
    kind: 'hello',
    hello: {
      host,
      agentVersion: '1.0.0',
      protocolVersion: 1,
      bootId: 'b',
      instanceId: 'i',
      ...extra,
    },
  });

let folder: string;
let address: Address;
let hub: SessionHub;
let server: AgentsServer;
let clients: AgentServiceClient[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agents-'));
  address = { kind: 'unix', path: join(folder, 'agents.sock') };
  hub = new SessionHub(log);
  server = new AgentsServer({ address, insecure: false, limits }, hub, log);
  clients = [];
  await server.listen();
});

afterEach(() => {
  for (const client of clients) client.close();
  hub.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function dial(options = {}): Stream {
  const client = new AgentService(formatAddress(address), credentials.createInsecure(), {
    'grpc.default_authority': 'localhost',
    'grpc.use_local_subchannel_pool': 1,
    ...options,
  });
  clients.push(client);
  const stream = client.session();
  // Every end is looked at through ended().
  stream.on('error', () => undefined);
  return stream;
}

/** A stream with an open session that keeps itself alive. */
async function connect(host: string): Promise<Stream> {
  const stream = dial();
  const connected = once(hub.events, 'connected');
  stream.write(hello(host));
  await connected;
  const beat = setInterval(() => stream.write(encodeAgentMessage({ kind: 'heartbeat' })), 100);
  stream.on('close', () => {
    clearInterval(beat);
  });
  stream.on('error', () => {
    clearInterval(beat);
  });
  return stream;
}

async function ended(stream: Stream): Promise<ServiceError> {
  const [error] = (await once(stream, 'error').catch((thrown: unknown) => [thrown])) as [
    ServiceError,
  ];
  return error;
}

/** Answers every command with done. */
function answering(stream: Stream): string[] {
  const ids: string[] = [];
  stream.on('data', ({ command }: SessionResponse__Output) => {
    if (!command) return;
    ids.push(command.id);
    stream.write({ result: { id: command.id, changed: true, done: {} } });
  });
  return ids;
}

const leave = (host: string, timeoutMs = 2_000) =>
  hub.dispatch(host, { kind: 'ensureLeft', args: { force: false } }, { timeoutMs, signal });

/** A client of the same method that puts whatever bytes it is given on the wire. */
function rawStream(): ClientDuplexStream<Buffer, Buffer> {
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
  const client = new Raw(formatAddress(address), credentials.createInsecure(), {
    'grpc.default_authority': 'localhost',
    'grpc.max_send_message_length': -1,
  }) as unknown as AgentServiceClient;
  clients.push(client);
  const stream = client.session() as unknown as ClientDuplexStream<Buffer, Buffer>;
  stream.on('error', () => undefined);
  return stream;
}

describe('a session', () => {
  it('is welcomed after its Hello, and can be commanded', async () => {
    const stream = await connect('web-1');
    answering(stream);
    await expect(leave('web-1')).resolves.toEqual({ changed: true, value: undefined });
    expect(hub.session('web-1')?.hello.agentVersion).toBe('1.0.0');
  });

  it('ends with INVALID_ARGUMENT when the first message is no Hello', async () => {
    const stream = dial();
    stream.write(encodeAgentMessage({ kind: 'heartbeat' }));
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
  });

  it('ends with INVALID_ARGUMENT when the host name is none', async () => {
    const stream = dial();
    stream.write(hello('../../etc'));
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
  });

  it('ends with UNIMPLEMENTED, naming both versions, when the agent speaks another protocol', async () => {
    const stream = dial();
    stream.write(hello('web-1', { protocolVersion: 9 }));
    const error = await ended(stream);
    expect(error.code).toBe(status.UNIMPLEMENTED);
    expect(error.details).toContain('protocol 9');
  });

  it('ends when no Hello comes', async () => {
    const stream = dial();
    expect((await ended(stream)).code).toBe(status.DEADLINE_EXCEEDED);
  });

  it('ends when the agent falls silent', async () => {
    const stream = dial();
    stream.write(hello('web-1'));
    expect((await ended(stream)).code).toBe(status.DEADLINE_EXCEEDED);
    expect(hub.session('web-1')).toBeUndefined();
  });

  it('gives way to a newer one of the same host', async () => {
    const older = await connect('web-1');
    const end = ended(older);
    const newer = await connect('web-1');
    answering(newer);
    expect((await end).code).toBe(status.ABORTED);
    await expect(leave('web-1')).resolves.toMatchObject({ changed: true });
  });
});

describe('a peer that misbehaves', () => {
  let good: Stream;

  beforeEach(async () => {
    good = await connect('good');
    answering(good);
  });

  const othersGoOn = async () => {
    await expect(leave('good')).resolves.toMatchObject({ changed: true });
  };

  it('sends bytes that are no message: its session ends, others go on', async () => {
    const stream = rawStream();
    stream.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    const [error] = (await once(stream, 'error').catch((thrown: unknown) => [thrown])) as [
      ServiceError,
    ];
    expect(error.code).not.toBe(status.OK);
    await othersGoOn();
  });

  it('sends a message that is too large: its session ends with RESOURCE_EXHAUSTED, others go on', async () => {
    const stream = rawStream();
    stream.write(Buffer.alloc(5 * 1024 * 1024));
    const [error] = (await once(stream, 'error').catch((thrown: unknown) => [thrown])) as [
      ServiceError,
    ];
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    await othersGoOn();
  });

  it('sends facts without what they must have: its session ends with INVALID_ARGUMENT, others go on', async () => {
    const stream = dial();
    stream.write(hello('bad'));
    stream.write({ facts: { observedAt: 'now' } });
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
    await othersGoOn();
  });

  it('never reads: it is cut off instead of buffered for, others go on', async () => {
    const stream = await connect('deaf');
    stream.pause();
    const gone = once(hub.events, 'disconnected');
    const label = 'x'.repeat(64 * 1024);
    const tries = Array.from({ length: 64 }, () =>
      hub
        .dispatch(
          'deaf',
          { kind: 'ensureNode', args: { nodeId: 'n', labels: { label } } },
          { timeoutMs: 500, signal },
        )
        .catch((thrown: unknown) => FleetError.from(thrown).code),
    );
    expect(await gone).toEqual(['deaf']);
    await othersGoOn();
    stream.cancel();
    expect(await Promise.all(tries)).not.toContain('internal');
  });
});

describe('a command', () => {
  it('goes to the next session, under the same id, when the first is lost before the answer', async () => {
    const first = await connect('web-1');
    const asked = once(first, 'data');
    const outcome = leave('web-1', 5_000);
    await asked;
    // What came first may have been the welcome; the command is sent once either way.
    first.cancel();
    await once(hub.events, 'disconnected');
    const second = dial();
    const ids = answering(second);
    second.write(hello('web-1'));
    await expect(outcome).resolves.toMatchObject({ changed: true });
    expect(ids).toHaveLength(1);
  });

  it('is unavailable when no agent of the host comes in time', async () => {
    await expect(
      hub.dispatch(
        'nobody',
        { kind: 'collectFacts', args: {} },
        { timeoutMs: 1, signal: AbortSignal.timeout(50) },
      ),
    ).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('fails with what the agent says', async () => {
    const stream = await connect('web-1');
    stream.on('data', ({ command }: SessionResponse__Output) => {
      if (!command) return;
      const fault = { code: 'FAULT_CODE_CONFLICT', message: 'in another swarm' } as const;
      stream.write({ result: { id: command.id, fault } });
    });
    await expect(leave('web-1')).rejects.toMatchObject({
      code: 'conflict',
      message: 'web-1: in another swarm',
    });
  });
});

describe('plaintext', () => {
  const listen = (host: string, insecure: boolean) => {
    const options = { address: { kind: 'tcp', host, port: 0 } as const, insecure, limits };
    return new AgentsServer(options, hub, log);
  };

  it('is taken on loopback', async () => {
    const loopback = listen('127.0.0.1', false);
    await expect(loopback.listen()).resolves.toMatchObject({ kind: 'tcp' });
    loopback.close();
  });

  it('is refused where others can listen in', async () => {
    await expect(listen('0.0.0.0', false).listen()).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is taken anywhere when the administrator insists', async () => {
    const anywhere = listen('0.0.0.0', true);
    await expect(anywhere.listen()).resolves.toMatchObject({ kind: 'tcp' });
    anywhere.close();
  });
});
