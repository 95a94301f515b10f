import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import type { Database } from './schema.js';
import { aVerification } from './testing/records.js';
import { VerificationStore } from './verifications.js';

let database: Database;
let store: VerificationStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new VerificationStore(database);
});
afterEach(() => database.destroy());

const save = (fleet: string, ...of: Parameters<typeof aVerification>): Promise<void> => {
  const { summary, report } = aVerification(...of);
  return store.save(fleet, summary, report);
};
const verdicts = (latest: Awaited<ReturnType<VerificationStore['latest']>>) =>
  Object.fromEntries([...latest].map(([networkId, { verdict }]) => [networkId, verdict]));

describe('verifications', () => {
  it('are told by the newest of each network, of a fleet and of all', async () => {
    await save('lab', 'n1', { id: 'later', startedAt: '2026-01-02T00:00:00.000Z' });
    await save('lab', 'n1', { id: 'earlier', verdict: 'fail' });
    await save('production', 'n2', { verdict: 'unknown' });
    expect(verdicts(await store.latestOf('lab'))).toEqual({ n1: 'pass' });
    expect(verdicts(await store.latest())).toEqual({ n1: 'pass', n2: 'unknown' });
  });

  it('have another version after each that is saved, and only then', async () => {
    const seen = [store.version];
    await save('lab', 'n1');
    seen.push(store.version);
    await store.latest();
    expect(store.version).toBe(seen.at(-1));
    await save('production', 'n2');
    seen.push(store.version);
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
    expect(seen).toHaveLength(3);
  });
});
