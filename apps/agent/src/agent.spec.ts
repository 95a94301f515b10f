import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials, type ServerDuplexStream } from '@grpc/grpc-js';
import {
  type AgentMessage,
  AgentService,
  type CoordinatorMessage,
  decodeAgentMessage,
  encodeCoordinatorMessage,
  type SessionRequest__Output,
  type SessionResponse,
} from '@muster/protocol';
import { type Address, createLogger, formatAddress, type Running } from '@muster/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAgent } from './agent.js';

type Stream = ServerDuplexStream<SessionRequest__Output, SessionResponse>;

/** A coordinator that welcomes whoever comes and remembers what it hears. */
class FakeCoordinator {
  readonly heard: AgentMessage[] = [];
  readonly sessions: Stream[] = [];
  /** Whether sessions are welcomed, or ended at once. */
  isWelcoming = true;
  readonly #server = new Server();

  async listen(address: Address): Promise<void> {
    this.#server.addService(AgentService.service, { Session: (call: Stream) => this.#take(call) });
    await new Promise<void>((resolve, reject) => {
      const transport = ServerCredentials.createInsecure();
      this.#server.bindAsync(formatAddress(address), transport, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  tell(message: CoordinatorMessage): void {
    this.sessions.at(-1)?.write(encodeCoordinatorMessage(message));
  }

  heardOf<K extends AgentMessage['kind']>(kind: K): Extract<AgentMessage, { kind: K }>[] {
    return this.heard.filter((message) => message.kind === kind) as never;
  }

  kill(): void {
    this.#server.forceShutdown();
  }

  #take(call: Stream): void {
    this.sessions.push(call);
    call.on('error', () => undefined);
    call.on('data', (wire: SessionRequest__Output) => {
      const message = decodeAgentMessage(wire);
      this.heard.push(message);
      if (message.kind !== 'hello') return;
      if (!this.isWelcoming) call.end();
      else
        this.tell({
          kind: 'welcome',
          welcome: { sessionId: 's', heartbeatPeriodMs: 50, wantsChanges: false },
        });
    });
    call.on('end', () => call.end());
  }
}

let folder: string;
let address: Address;
let coordinators: FakeCoordinator[];
let agent: Running;
let lines: Record<string, unknown>[];

async function coordinator(): Promise<FakeCoordinator> {
  const started = new FakeCoordinator();
  coordinators.push(started);
  await started.listen(address);
  return started;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  address = { kind: 'unix', path: join(folder, 'agents.sock') };
  coordinators = [];
  lines = [];
  const log = createLogger('test', 'info', (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  });
  const dockerSocket = join(folder, 'no-docker.sock');
  agent = startAgent({ coordinator: address, host: 'web-1', dockerSocket, logLevel: 'info' }, log);
  agent.failed.catch(() => undefined);
});
afterEach(async () => {
  await agent.stop('the test is over');
  for (const one of coordinators) one.kill();
  rmSync(folder, { recursive: true, force: true });
});

const eventually = (look: () => void) => vi.waitFor(look, { timeout: 8_000, interval: 10 });
const logged = (msg: string) => lines.filter((line) => line['msg'] === msg);

describe('an agent', () => {
  it('keeps trying with growing pauses until there is a coordinator, then says Hello', async () => {
    await eventually(() => {
      expect(logged('session ended').length).toBeGreaterThanOrEqual(3);
    });
    const waits = logged('session ended').map(({ waitMs }) => Number(waitMs));
    waits.forEach((wait, attempt) => {
      expect(wait).toBeGreaterThanOrEqual(100 * 2 ** attempt);
      expect(wait).toBeLessThanOrEqual(200 * 2 ** attempt);
    });
    expect(logged('session ended')[0]).toMatchObject({ code: 'unavailable' });
    const up = await coordinator();
    await eventually(() => {
      expect(up.heardOf('hello')).toHaveLength(1);
    });
    expect(up.heard[0]).toMatchObject({
      kind: 'hello',
      hello: {
        host: 'web-1',
        protocolVersion: 1,
        instanceId: expect.stringMatching(/./) as string,
      },
    });
  });

  it('beats, and tells unknown with a reason where the Engine cannot be reached', async () => {
    const up = await coordinator();
    await eventually(() => {
      expect(up.heardOf('facts')).toHaveLength(1);
      expect(up.heardOf('heartbeat').length).toBeGreaterThanOrEqual(2);
    });
    expect(up.heardOf('facts')[0]?.facts).toMatchObject({
      machine: { hostname: expect.stringMatching(/./) as string },
      docker: { kind: 'unknown', reason: expect.stringContaining('no-docker.sock') as string },
    });
  });

  it('answers commands: facts that it has, and a fault where the Engine is needed', async () => {
    const up = await coordinator();
    await eventually(() => {
      expect(up.heardOf('facts')).toHaveLength(1);
    });
    const timeoutMs = 5_000;
    const look = { id: 'c1', timeoutMs, action: { kind: 'collectFacts', args: {} } } as const;
    up.tell({ kind: 'command', command: look });
    const action = { kind: 'fetchJoinToken', args: { role: 'worker' } } as const;
    up.tell({ kind: 'command', command: { id: 'c2', timeoutMs, action } });
    await eventually(() => {
      expect(up.heardOf('result')).toHaveLength(2);
    });
    const results = new Map(up.heardOf('result').map(({ result }) => [result.id, result]));
    expect(results.get('c1')).toMatchObject({ ok: true, outcome: { changed: false } });
    expect(results.get('c2')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  it('comes back, as the same agent, to a coordinator that was killed and started again', async () => {
    const first = await coordinator();
    await eventually(() => {
      expect(first.heardOf('heartbeat').length).toBeGreaterThan(0);
    });
    first.kill();
    await eventually(() => {
      expect(logged('session ended').length).toBeGreaterThan(0);
    });
    const second = await coordinator();
    await eventually(() => {
      expect(second.heardOf('facts')).toHaveLength(1);
    });
    expect(second.heardOf('hello')).toEqual(first.heardOf('hello'));
    // What was welcomed starts its pauses anew.
    second.kill();
    const before = logged('session ended').length;
    await eventually(() => {
      expect(logged('session ended').length).toBeGreaterThan(before);
    });
    expect(Number(logged('session ended')[before]?.['waitMs'])).toBeLessThanOrEqual(200);
  });

  it('backs off also from a coordinator that takes its Hello and closes', async () => {
    const rude = await coordinator();
    rude.isWelcoming = false;
    await eventually(() => {
      expect(rude.heardOf('hello').length).toBeGreaterThanOrEqual(3);
    });
    expect(logged('connected')).toEqual([]);
    const closed = logged('session ended').filter(({ reason }) => /closed/.test(String(reason)));
    const waits = closed.map(({ waitMs }) => Number(waitMs));
    expect(waits[1]).toBeGreaterThanOrEqual(waits[0] ?? 0);
    rude.isWelcoming = true;
    await eventually(() => {
      expect(logged('connected')).toHaveLength(1);
    });
  });

  it('ends its session when it is stopped, and opens no other', async () => {
    const up = await coordinator();
    await eventually(() => {
      expect(up.heardOf('facts')).toHaveLength(1);
    });
    await agent.stop('SIGTERM');
    await expect(agent.failed).rejects.toMatchObject({ code: 'cancelled', message: 'SIGTERM' });
    await eventually(() => {
      expect(up.sessions.every(({ cancelled }) => cancelled)).toBe(true);
    });
    expect(up.sessions).toHaveLength(1);
  });
});
