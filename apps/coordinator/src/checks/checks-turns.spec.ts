import { FleetError } from '@muster/kernel';
import type { CommandKind } from '@muster/protocol';
import { aFleet, anInventory, FakePorts } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckStand } from '../testing/check-stand.js';

let stand: CheckStand<FakePorts>;

beforeEach(async () => {
  stand = await CheckStand.start({
    spec: aFleet('lab').manager('a').worker('b').worker('c'),
    ports: new FakePorts(),
    inventory: anInventory().none('a').none('b').none('c'),
  });
});
afterEach(() => stand.stop());

const byRequest = { cause: 'request' } as const;
const { signal } = new AbortController();

const make = (more = {}) => stand.checks.make(stand.question(more), byRequest, signal);
const never = () => new Promise<never>(() => undefined);
const whenAsked = (host: string, wanted: CommandKind) =>
  new Promise<void>((resolve) => {
    stand.hub.behave(host, (kind) => {
      if (kind !== wanted) return undefined;
      resolve();
      return never();
    });
  });

describe('checks of the same hosts', () => {
  it('run one after the other', async () => {
    await Promise.all([make(), make({ hosts: ['a', 'b'] })]);
    const kinds = stand.hub.kinds('a');
    expect(kinds).toEqual([...kinds.slice(0, 3), ...kinds.slice(0, 3)]);
    expect(kinds.slice(0, 3)).toEqual(['openWitness', 'sendProbes', 'collectWitness']);
  });

  it('that ask the same while one waits are one', async () => {
    const start = () => stand.checks.start(stand.question(), byRequest);
    const asked = whenAsked('b', 'sendProbes');
    const running = await start();
    await asked;
    const [second, third] = [await start(), await start()];
    expect(second.id).not.toBe(running.id);
    expect(third.id).toBe(second.id);
    const other = await stand.checks.start(stand.question({ hosts: ['a', 'b'] }), byRequest);
    expect(other.id).not.toBe(second.id);
    expect(stand.checks.progressOf(second.id)).toBe('waiting for its turn');
    for (const { id } of [running, second, other]) await stand.checks.cancel(id);
  });

  it('are refused when too many wait', async () => {
    const asked = whenAsked('b', 'openWitness');
    await stand.checks.start(stand.question(), byRequest);
    await asked;
    const many = Array.from({ length: 99 }, (_, index) =>
      stand.checks.start(stand.question({ accept: [String(index)] }), byRequest),
    );
    await Promise.all(many);
    await expect(
      stand.checks.start(stand.question({ accept: ['x'] }), byRequest),
    ).rejects.toMatchObject({
      code: 'exhausted',
    });
  });
});

describe('a check that is cancelled', () => {
  it('in the middle closes its witnesses and is kept as cancelled', async () => {
    const asked = whenAsked('b', 'sendProbes');
    const { id } = await stand.checks.start(stand.question(), byRequest);
    await asked;
    expect(stand.ports.openWitnesses).toBe(3);
    const check = await stand.checks.cancel(id);
    expect(check).toMatchObject({
      state: 'cancelled',
      reason: 'cancelled by request',
      edges: null,
    });
    expect(stand.ports.openWitnesses).toBe(0);
    expect(await stand.store.report(id)).toBeUndefined();
    await expect(stand.checks.cancel(id)).rejects.toMatchObject({ code: 'precondition' });
  });

  it('while it waits asks nobody', async () => {
    const asked = whenAsked('b', 'openWitness');
    const first = await stand.checks.start(stand.question(), byRequest);
    await asked;
    const second = await stand.checks.start(stand.question({ hosts: ['a', 'b'] }), byRequest);
    const told = stand.hub.told.length;
    expect(await stand.checks.cancel(second.id)).toMatchObject({ state: 'cancelled' });
    expect(stand.hub.told).toHaveLength(told);
    await stand.checks.cancel(first.id);
  });

  it('by whoever waits for it, closes its witnesses too', async () => {
    const abort = new AbortController();
    const asked = whenAsked('b', 'sendProbes');
    const made = stand.checks.make(stand.question(), byRequest, abort.signal);
    await asked;
    abort.abort(new FleetError('cancelled', 'the operation was cancelled'));
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
    await stand.checks.stop();
    expect(stand.ports.openWitnesses).toBe(0);
  });
});

describe('a recent check', () => {
  const recent = (maxAgeMs: number, more = {}) =>
    stand.checks.recent(stand.question(more), { cause: 'plan' }, maxAgeMs, signal);
  const rounds = () => stand.hub.kinds('a').filter((kind) => kind === 'openWitness').length;

  it('of the same edges counts as long as it is young enough', async () => {
    await make();
    await recent(60_000);
    expect(rounds()).toBe(1);
    await recent(0);
    expect(rounds()).toBe(2);
  });

  it('of other edges does not count', async () => {
    await make({ hosts: ['a', 'b'] });
    await recent(60_000);
    expect(rounds()).toBe(2);
  });

  it('that still runs is waited for', async () => {
    const [first, second] = await Promise.all([
      make(),
      (async () => {
        while (stand.hub.told.length === 0) await new Promise((resolve) => setImmediate(resolve));
        return recent(60_000);
      })(),
    ]);
    expect(second).toBe(first.mesh);
    expect(rounds()).toBe(1);
  });
});
