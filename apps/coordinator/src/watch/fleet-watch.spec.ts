import { EventEmitter } from 'node:events';
import type { Goal } from '@muster/plan';
import { createLogger } from '@muster/runtime';
import { aFleet, anInventory, FakePorts, VirtualClock } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ended } from '../operations/operations.js';
import type { StoredOperation } from '../store/operations.js';
import { SpecStore } from '../store/specs.js';
import { CheckStand } from '../testing/check-stand.js';
import { Board } from './board.js';
import { FleetWatch, type WatchDeps } from './fleet-watch.js';

const baseMs = 60_000;
const specText = `
version: 1
fleet: lab
swarm: {}
hosts:
  - { name: a, role: manager }
  - { name: b, role: worker }
  - { name: c, role: worker }
`;

let stand: CheckStand<FakePorts>;
let specs: SpecStore;
let clock: VirtualClock;
let board: Board;
let watch: FleetWatch | undefined;
const operations = new EventEmitter<{ ended: [Ended] }>();
let busy: boolean;
let logged: Record<string, unknown>[];

beforeEach(async () => {
  stand = await CheckStand.start({
    spec: aFleet('lab').manager('a').worker('b').worker('c'),
    ports: new FakePorts(),
    inventory: anInventory().none('a').none('b').none('c'),
  });
  specs = new SpecStore(stand.database);
  clock = new VirtualClock();
  board = new Board();
  watch = undefined;
  busy = false;
  logged = [];
  operations.removeAllListeners();
});
afterEach(async () => {
  await watch?.stop();
  await stand.stop();
});

async function watching(more: Partial<WatchDeps> = {}): Promise<FleetWatch> {
  const runningOf = () => Promise.resolve(busy ? ({} as StoredOperation) : undefined);
  watch = new FleetWatch({
    ...{ checks: stand.checks, store: stand.store, specs, board, baseMs },
    operations: { events: operations, runningOf },
    log: createLogger('test', 'info', (line) => {
      logged.push(JSON.parse(line) as Record<string, unknown>);
    }),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    random: () => 0.5,
    ...more,
  });
  await watch.start();
  return watch;
}

async function apply(isUp: boolean): Promise<void> {
  const digest = await specs.save(specText, 'lab', 't1');
  await specs.apply('lab', digest, 't1');
  if (isUp) await specs.up('lab', 't2');
}

const end = (goal: Goal['kind'], state: Ended['state'] = 'succeeded') =>
  operations.emit('ended', { fleet: 'lab', goal, state });
const checks = async () => (await stand.store.checks({ limit: 100 })).length;
/** Waits for checks to finish: they do not wait for the clock. */
async function until(count: number): Promise<void> {
  const finished = async () =>
    (await stand.store.checks({ limit: 100, state: 'succeeded' })).length >= count;
  while (!(await finished())) await new Promise((resolve) => setImmediate(resolve));
}
async function pass(ms: number, count: number): Promise<void> {
  await clock.pass(ms);
  await until(count);
}

describe('the watch over fleets', () => {
  it('takes up a fleet that was up, and repeats its check at the interval', async () => {
    await apply(true);
    await watching();
    // The first one comes half an interval after the agents had time to come back, the next ones an interval apart.
    await clock.pass(59_000);
    expect(await checks()).toBe(0);
    await pass(2_000, 1);
    await clock.pass(55_000);
    expect(await checks()).toBe(1);
    await pass(10_000, 2);
    const [latest] = await stand.store.checks({ limit: 1 });
    expect(latest).toMatchObject({ cause: 'watch', fleet: 'lab', hosts: ['a', 'b', 'c'] });
    expect(board.snapshots.get('lab')).toMatchObject({ counts: { pass: 20, fail: 0 } });
  });

  it('leaves alone what was never up', async () => {
    await apply(false);
    await watching();
    await clock.pass(10 * baseMs);
    expect(await checks()).toBe(0);
  });

  it('begins after an up that succeeded, and ends with the down', async () => {
    await watching();
    await apply(true);
    end('up', 'failed');
    await clock.pass(5 * baseMs);
    expect(await checks()).toBe(0);
    end('up');
    await pass(61_000, 1);
    end('down');
    await clock.pass(10 * baseMs);
    expect(await checks()).toBe(1);
    expect(board.snapshots.size).toBe(0);
  });

  it('is quiet while an operation changes the fleet', async () => {
    await apply(true);
    busy = true;
    await watching();
    await clock.pass(5 * baseMs);
    expect(await checks()).toBe(0);
    busy = false;
    await pass(baseMs + 1_000, 1);
  });

  it('can be switched off; what others check is shown all the same', async () => {
    await apply(true);
    await watching({ baseMs: 0 });
    await clock.pass(100 * baseMs);
    expect(await checks()).toBe(0);
    const { signal } = new AbortController();
    await stand.checks.make(stand.question(), { cause: 'request' }, signal);
    expect(board.snapshots.get('lab')).toMatchObject({ counts: { pass: 20 } });
  });

  it('does not take a part for the whole', async () => {
    await apply(true);
    await watching({ baseMs: 0 });
    const { signal } = new AbortController();
    await stand.checks.make(stand.question({ hosts: ['a', 'b'] }), { cause: 'request' }, signal);
    await stand.checks.make(stand.question(), { cause: 'plan' }, signal);
    expect(board.snapshots.size).toBe(0);
  });

  it('says which edges changed, and remembers across a restart', async () => {
    await apply(true);
    const first = await watching();
    await pass(61_000, 1);
    expect(logged.filter(({ msg }) => msg === 'an edge changed')).toEqual([]);
    await first.stop();
    operations.removeAllListeners();
    stand.checks.events.removeAllListeners();
    stand.ports.block({
      source: 'a',
      destination: 'b',
      protocol: 'udp',
      port: 4789,
      at: 'network',
    });
    board = new Board();
    await watching({ board });
    await expect.poll(() => board.snapshots.has('lab')).toBe(true);
    await pass(61_000, 2);
    await expect
      .poll(() => logged.filter(({ msg }) => msg === 'an edge changed'))
      .toMatchObject([
        { fleet: 'lab', edge: 'a → b 4789/udp', was: 'pass', verdict: 'fail', layer: 'network' },
      ]);
  });
});
