import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import type { Database } from './schema.js';
import { digestOf, SpecStore } from './specs.js';
import { aSpecText } from './testing/records.js';

let database: Database;
let specs: SpecStore;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  specs = new SpecStore(database);
});
afterEach(() => database.destroy());

describe('specs', () => {
  it('come back as they were written, and parsed', async () => {
    const text = aSpecText('production', '# by hand: ünïcode');
    const digest = await specs.save(text, 'production', 't1');
    expect(digest).toBe(digestOf(text));
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await specs.get(digest)).toMatchObject({
      digest,
      text,
      spec: { fleet: 'production', networks: [{ name: 'backend', attachable: true }] },
    });
  });

  it('are stored once, however often they are saved', async () => {
    const text = aSpecText('production');
    const first = await specs.save(text, 'production', 't1');
    expect(await specs.save(text, 'production', 't2')).toBe(first);
    expect(await database.selectFrom('spec').select('created_at').execute()).toEqual([
      { created_at: 't1' },
    ]);
  });

  it('that were never saved are not found', async () => {
    await expect(specs.get('sha256:0')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that this version refuses are named, with what to do', async () => {
    const digest = await specs.save('version: 0', 'production', 't1');
    await expect(specs.get(digest)).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringMatching(/production.*sha256:.*muster up/) as string,
    });
  });
});

describe('fleets', () => {
  const apply = async (fleet: string, comment: string, at: string) => {
    const digest = await specs.save(aSpecText(fleet, comment), fleet, at);
    await specs.apply(fleet, digest, at);
    return digest;
  };

  it('are those that have a spec applied, by name', async () => {
    await specs.save(aSpecText('only-saved'), 'only-saved', 't1');
    await apply('staging', '', 't2');
    await apply('production', '', 't3');
    expect((await specs.fleets()).map(({ spec }) => spec.fleet)).toEqual(['production', 'staging']);
    expect(await specs.fleet('staging')).toMatchObject({ appliedAt: 't2' });
    expect(await specs.fleet('only-saved')).toBeUndefined();
  });

  it('have the spec that was applied last', async () => {
    const old = await apply('production', '# 1', 't1');
    const now = await apply('production', '# 2', 't2');
    expect(await specs.fleets()).toMatchObject([{ digest: now, appliedAt: 't2' }]);
    await specs.apply('production', old, 't3');
    expect(await specs.fleets()).toMatchObject([{ digest: old, appliedAt: 't3' }]);
  });

  it('that are released are none any more, and their specs stay readable', async () => {
    const digest = await apply('production', '', 't1');
    await apply('staging', '', 't1');
    await specs.release('production');
    expect((await specs.fleets()).map(({ spec }) => spec.fleet)).toEqual(['staging']);
    await expect(specs.get(digest)).resolves.toMatchObject({ digest });
    await specs.release('production');
  });

  it('cannot have a spec that is not stored', async () => {
    await expect(specs.apply('production', 'sha256:0', 't1')).rejects.toThrow(/FOREIGN KEY/);
    expect(await specs.fleets()).toEqual([]);
  });
});

describe('a fleet', () => {
  it('remembers what it was applied over, and since when it is up', async () => {
    const digest = await specs.save(aSpecText('production'), 'production', 't1');
    await specs.apply('production', digest, 't2', ['port-blocked']);
    expect(await specs.fleet('production')).toMatchObject({ accept: ['port-blocked'] });
    expect(await specs.fleet('production')).not.toHaveProperty('upSince');
    await specs.up('production', 't3');
    expect(await specs.fleet('production')).toMatchObject({ upSince: 't3' });
    await specs.apply('production', digest, 't4');
    expect(await specs.fleet('production')).toMatchObject({ accept: [], upSince: 't3' });
  });

  it('whose spec this version refuses is in nobody else’s way', async () => {
    const bad = await specs.save('version: 0', 'ancient', 't1');
    await specs.apply('ancient', bad, 't1');
    const good = await specs.save(aSpecText('production'), 'production', 't1');
    await specs.apply('production', good, 't1');
    await expect(specs.fleet('ancient')).rejects.toMatchObject({ code: 'precondition' });
    expect((await specs.fleets()).map(({ fleet }) => fleet)).toEqual(['production']);
    expect(await specs.all()).toMatchObject([
      { fleet: 'ancient', problem: expect.stringContaining('ancient') as string },
      { fleet: 'production' },
    ]);
  });
});
