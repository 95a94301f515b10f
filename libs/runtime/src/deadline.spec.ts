import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FleetError } from '@muster/kernel';
import { describe, expect, it, vi } from 'vitest';
import { sleep, within, withSignal } from './deadline.js';

const never = new Promise<never>(() => undefined);
const patient = () => new AbortController().signal;
const withdrawn = () => AbortSignal.abort(new FleetError('cancelled', 'the user pressed Ctrl-C'));
const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });

describe('within', () => {
  it('aborts as a timeout when time is over', async () => {
    const signal = within(patient(), 1);
    await aborted(signal);
    expect(FleetError.from(signal.reason).code).toBe('deadline');
  });

  it('aborts with the reason of the given signal when that is first', () => {
    const outer = new AbortController();
    const signal = within(outer.signal, 60_000);
    expect(signal.aborted).toBe(false);
    outer.abort(new FleetError('cancelled', 'enough'));
    expect(signal.reason).toMatchObject({ code: 'cancelled', message: 'enough' });
  });

  it('is aborted from the start when the given signal is', () => {
    expect(within(withdrawn(), 60_000).aborted).toBe(true);
  });

  it('takes fractions, and times that no timer of Node can wait', async () => {
    expect(within(patient(), 0.5).aborted).toBe(false);
    const longest = within(patient(), 2 ** 32 - 1);
    await aborted(within(patient(), 20));
    expect(longest.aborted).toBe(false);
  });

  it('keeps its word also when nobody listened and the garbage was collected meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const signals = Array.from({ length: 50 }, () => within(within(patient(), 1), 60_000));
    const forgotten = Array.from({ length: 50 }, () => new WeakRef(AbortSignal.timeout(60_000)));
    // Timers of one process fire in the order of their times.
    await aborted(within(patient(), 20));
    await vi.waitFor(() => {
      collect();
      expect(forgotten.every((timeout) => timeout.deref() === undefined)).toBe(true);
    });
    expect(signals.map((signal) => signal.aborted)).toEqual(signals.map(() => true));
  });
});

describe('sleep', () => {
  it('resolves when the time is over', async () => {
    await expect(sleep(1, patient())).resolves.toBeUndefined();
  });

  it('says cancelled when it was withdrawn, before or meanwhile', async () => {
    await expect(sleep(60_000, withdrawn())).rejects.toMatchObject({ code: 'cancelled' });
    const outer = new AbortController();
    const sleeping = sleep(60_000, outer.signal);
    outer.abort();
    await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says deadline when the time of the whole was over', async () => {
    await expect(sleep(60_000, within(patient(), 1))).rejects.toMatchObject({ code: 'deadline' });
  });

  it.each([['the coordinator is shutting down'], [new Error('gone')], [undefined]])(
    'says cancelled whatever it was aborted with: %s',
    async (reason) => {
      await expect(sleep(60_000, AbortSignal.abort(reason))).rejects.toMatchObject({
        code: 'cancelled',
      });
    },
  );
});

describe('withSignal', () => {
  it("gives the promise's value, or its failure as it is", async () => {
    await expect(withSignal(Promise.resolve(1), patient(), 'asking')).resolves.toBe(1);
    const broken = new Error('broken');
    await expect(withSignal(Promise.reject(broken), patient(), 'asking')).rejects.toBe(broken);
  });

  it('does not wait for the promise once the signal aborts', async () => {
    const late = withSignal(never, within(patient(), 1), 'asking web-1');
    await expect(late).rejects.toMatchObject({
      code: 'deadline',
      message: expect.stringContaining('asking web-1') as string,
    });
    await expect(withSignal(never, withdrawn(), 'asking')).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(withSignal(never, AbortSignal.abort('stop'), 'asking')).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('leaves no listener on a signal that lives on', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await withSignal(Promise.resolve(), signal, 'asking');
    await withSignal(Promise.reject(new Error('no')), signal, 'asking').catch(() => undefined);
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
  });
});
