import { describe, expect, it } from 'vitest';
import { Stop } from '../stop.js';
import { problem, ScriptedCoordinator, stream, type Routes } from '../testing/coordinator.js';
import { joining } from '../testing/samples.js';
import { parseAddress } from './address.js';
import { follow } from './events.js';
import { exchange } from './http.js';

describe('an address', () => {
  it.each([
    ['unix:/run/a.sock', 'unix:/run/a.sock'],
    ['unix:///run/a.sock', 'unix:/run/a.sock'],
    ['/run/a.sock', 'unix:/run/a.sock'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ])('%s means %s', (text, meant) => {
    expect(parseAddress(text).text).toBe(meant);
  });

  it.each([
    '',
    'unix:',
    'host',
    'ftp://host',
    'http://host/path',
    'http://user@host',
    '127.0.0.1:80',
  ])('%j is none', (text) => {
    expect(() => parseAddress(text)).toThrow('is no address');
  });
});

const forever = new AbortController().signal;

describe('an exchange', () => {
  it('ends at its deadline with a coordinator that says nothing', async () => {
    await using coordinator = await ScriptedCoordinator.start({ 'GET /mute': () => undefined });
    const answer = exchange(
      parseAddress(coordinator.socket),
      { method: 'GET', path: '/mute' },
      { signal: forever, deadlineMs: 50 },
    );
    await expect(answer).rejects.toMatchObject({ problem: { code: 'coordinator-silent' } });
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    await using coordinator = await ScriptedCoordinator.start({
      'GET /mute': () => controller.abort(Stop.interrupted('enough')),
    });
    const answer = exchange(
      parseAddress(coordinator.socket),
      { method: 'GET', path: '/mute' },
      { signal: controller.signal, deadlineMs: 60_000 },
    );
    await expect(answer).rejects.toMatchObject({ exitCode: 130, message: 'enough' });
  });

  it('names an answer that breaks off', async () => {
    await using coordinator = await ScriptedCoordinator.start({
      'GET /torn': (response) => {
        response.writeHead(200, { 'Content-Length': 100 });
        response.write('half', () => response.destroy());
      },
    });
    const answer = exchange(
      parseAddress(coordinator.socket),
      { method: 'GET', path: '/torn' },
      { signal: forever, deadlineMs: 60_000 },
    );
    await expect(answer).rejects.toMatchObject({ problem: { code: 'connection-lost' } });
  });
});

describe('following an operation', () => {
  async function seqs(routes: Routes, options: { patienceMs?: number; silenceMs?: number } = {}) {
    await using coordinator = await ScriptedCoordinator.start(routes);
    const address = parseAddress(coordinator.socket);
    const notes: string[] = [];
    const events = follow(address, 'op-1', {
      signal: forever,
      onLost: (why) => notes.push(why.problem.code),
      onBack: () => notes.push('back'),
      ...options,
    });
    const seen: number[] = [];
    for await (const event of events) seen.push(event.seq);
    return { seen, notes };
  }
  const at = 'GET /v1/operations/op-1/events';

  it('ends with operation.finished though the stream stays open', async () => {
    const { seen, notes } = await seqs({ [at]: stream(joining, 'stay') });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(notes).toEqual([]);
  });

  it('brings each event once, though a server repeats what was seen', async () => {
    const again = stream(joining, 'break');
    const { seen } = await seqs({
      [at]: [
        stream(joining.slice(0, 4)),
        (response) => again(response, { route: '', body: '', lastEventId: '' }),
      ],
    });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('comes back after errors of a restart and after silence', async () => {
    const starting = problem({ status: 503, code: 'not-ready' });
    const mute = stream(joining.slice(0, 2), 'stay');
    const { seen, notes } = await seqs(
      { [at]: [mute, starting, starting, stream(joining)] },
      { silenceMs: 100 },
    );
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(notes).toEqual(['coordinator-silent', 'back']);
  });

  it('gives up when the coordinator stays away, and says what to do', async () => {
    const gone = seqs({ [at]: problem({ status: 503, code: 'not-ready' }) }, { patienceMs: 100 });
    await expect(gone).rejects.toMatchObject({
      problem: {
        code: 'coordinator-lost',
        remedy: [expect.any(String), expect.stringContaining('watch op-1')],
      },
    });
  });

  it('refuses an event that it does not know', async () => {
    const strange = seqs({ [at]: stream([{ seq: 1, type: 'operation.exploded' }]) });
    await expect(strange).rejects.toMatchObject({ problem: { code: 'unknown-form' } });
  });
});
