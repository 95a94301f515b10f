import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { FleetError } from '@muster/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answering, ended, hello, Stand, type Stream } from './testing/stand.js';

const signal = new AbortController().signal;

let stand: Stand;

beforeEach(async () => {
  stand = await Stand.start();
});

afterEach(() => {
  stand.stop();
});

describe('a peer that misbehaves', () => {
  let good: Stream;

  beforeEach(async () => {
    good = await stand.connect('good');
    answering(good);
  });

  const othersGoOn = async () => {
    await expect(stand.leave('good')).resolves.toMatchObject({ changed: true });
  };

  it('sends bytes that are no message: its session ends, others go on', async () => {
    const stream = stand.rawStream();
    stream.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    const error = await ended(stream);
    expect(error.code).not.toBe(status.OK);
    await othersGoOn();
  });

  it('sends a message that is too large: its session ends with RESOURCE_EXHAUSTED, others go on', async () => {
    const stream = stand.rawStream();
    stream.write(Buffer.alloc(5 * 1024 * 1024));
    const error = await ended(stream);
    expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
    await othersGoOn();
  });

  it('sends facts without what they must have: its session ends with INVALID_ARGUMENT, others go on', async () => {
    const stream = stand.dial();
    stream.write(hello('bad'));
    stream.write({ facts: { observedAt: 'now' } });
    expect((await ended(stream)).code).toBe(status.INVALID_ARGUMENT);
    await othersGoOn();
  });

  it('never reads: it is cut off instead of buffered for, others go on', async () => {
    const stream = await stand.connect('deaf');
    stream.pause();
    const gone = once(stand.hub.events, 'disconnected');
    const label = 'x'.repeat(64 * 1024);
    const tries = Array.from({ length: 64 }, () =>
      stand.hub
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
