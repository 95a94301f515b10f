import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { encodeAgentMessage, type SessionResponse__Output } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitsBeside } from './agent-session.js';
import { AgentsServer } from './agents-server.js';
import { answering, ended, hello, limits, silent, Stand } from './testing/stand.js';

let stand: Stand;

beforeEach(async () => {
  stand = await Stand.start();
});

afterEach(() => {
  stand.stop();
});

describe('a session', () => {
  it('is welcomed after its Hello, and can be commanded', async () => {
    const stream = await stand.connect('web-1');
    answering(stream);
    await expect(stand.leave('web-1')).resolves.toEqual({ changed: true, value: undefined });
    expect(stand.hub.session('web-1')?.hello.agentVersion).toBe('1.0.0');
  });

  it('ends with INVALID_ARGUMENT when the first message is no Hello', async () => {
    const stream = stand.dial();
    stream.write(encodeAgentMessage({ kind: 'heartbeat' }));
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
  });

  it('ends with INVALID_ARGUMENT when the host name is none', async () => {
    const stream = stand.dial();
    stream.write(hello('../../etc'));
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
  });

  it('ends with UNIMPLEMENTED, naming both versions, when the agent speaks another protocol', async () => {
    const stream = stand.dial();
    stream.write(hello('web-1', { protocolVersion: 9 }));
    const error = await ended(stream);
    expect(error.code).toBe(status.UNIMPLEMENTED);
    expect(error.details).toContain('protocol 9');
  });

  it('ends when no Hello comes', async () => {
    const stream = stand.dial();
    expect((await ended(stream)).code).toBe(status.DEADLINE_EXCEEDED);
  });

  it('ends when the agent falls silent', async () => {
    const stream = stand.dial();
    stream.write(hello('web-1'));
    expect((await ended(stream)).code).toBe(status.DEADLINE_EXCEEDED);
    expect(stand.hub.session('web-1')).toBeUndefined();
  });

  it('of another machine is refused while the first one is heard', async () => {
    await stand.connect('web-1');
    const other = stand.dial();
    other.write(hello('web-1', { bootId: 'c' }));
    const { code, details } = await ended(other);
    expect(code).toBe(status.ABORTED);
    expect(details).toContain('another machine is connected as host web-1');
  });

  it('of a host that lost its power gives way once it has fallen silent', async () => {
    const older = stand.dial();
    const end = ended(older);
    older.write(hello('web-1'));
    await vi.waitFor(() => {
      expect(stand.hub.session('web-1')?.isSilent).toBe(true);
    });
    stand.dial().write(hello('web-1', { bootId: 'c' }));
    expect((await end).code).toBe(status.ABORTED);
    expect(stand.hub.session('web-1')?.hello.bootId).toBe('c');
  });

  it('gives way to a newer one of the same host', async () => {
    const older = await stand.connect('web-1');
    const end = ended(older);
    const newer = await stand.connect('web-1');
    answering(newer);
    expect((await end).code).toBe(status.ABORTED);
    await expect(stand.leave('web-1')).resolves.toMatchObject({ changed: true });
  });
});

describe('a command', () => {
  it('goes to the next session, under the same id, when the first is lost before the answer', async () => {
    const first = await stand.connect('web-1');
    const asked = once(first, 'data');
    const outcome = stand.leave('web-1', 5_000);
    await asked;
    // What came first may have been the welcome; the command is sent once either way.
    first.cancel();
    await once(stand.hub.events, 'disconnected');
    const second = stand.dial();
    const ids = answering(second);
    second.write(hello('web-1'));
    await expect(outcome).resolves.toMatchObject({ changed: true });
    expect(ids).toHaveLength(1);
  });

  it('is unavailable when no agent of the host comes in time', async () => {
    await expect(
      stand.hub.dispatch(
        'nobody',
        { kind: 'collectFacts', args: {} },
        { timeoutMs: 1, signal: AbortSignal.timeout(50) },
      ),
    ).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('fails with what the agent says', async () => {
    const stream = await stand.connect('web-1');
    stream.on('data', ({ command }: SessionResponse__Output) => {
      if (!command) return;
      const fault = { code: 'FAULT_CODE_CONFLICT', message: 'in another swarm' } as const;
      stream.write({ result: { id: command.id, fault } });
    });
    await expect(stand.leave('web-1')).rejects.toMatchObject({
      code: 'conflict',
      message: 'web-1: in another swarm',
    });
  });
});

it.each([
  [0, 5_000, 30_000],
  [1_000, 5_000, 30_000],
  [2_000, 8_000, 30_000],
  [50_000, 15_000, 45_000],
])('beside %i sessions an agent says something every %i ms, and may be silent for %i', (...row) => {
  const [sessions, heartbeatPeriodMs, graceMs] = row;
  expect(limitsBeside(sessions)).toMatchObject({ heartbeatPeriodMs, graceMs });
});

describe('plaintext', () => {
  const listen = (host: string, insecure: boolean) => {
    const address = { kind: 'tcp', host, port: 0 } as const;
    const options = { address, insecure, limits: () => limits };
    return new AgentsServer(options, stand.hub, silent);
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
