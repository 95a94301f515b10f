import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.js';
import { OperationStore } from './operations.js';
import { SpecStore } from './specs.js';
import { aDraft, anOperation, aSpecText } from './testing/records.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-store-'));
  file = join(folder, 'data', 'muster.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a store', () => {
  it('is made with its folder, which only its owner can enter', async () => {
    await (await openDatabase(file)).destroy();
    expect(statSync(file).isFile()).toBe(true);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  });

  it('keeps everything when it is closed and opened again, and migrating again is harmless', async () => {
    const first = await openDatabase(file);
    const specs = new SpecStore(first);
    const specDigest = await specs.save(aSpecText('production'), 'production', 't1');
    await specs.apply('production', specDigest, 't2');
    const draft = aDraft();
    await new OperationStore(first).savePlan(draft);
    await new OperationStore(first).saveOperation(anOperation());
    await new OperationStore(first).append('op-1', [
      { at: 't3', event: { type: 'operation.started' } },
    ]);
    await first.destroy();
    for (let time = 0; time < 2; time += 1) {
      const again = await openDatabase(file);
      const operations = new OperationStore(again);
      expect(await operations.plan('plan-1')).toEqual(draft.plan);
      expect(await operations.unfinished()).toMatchObject([{ id: 'op-1', state: 'running' }]);
      expect(await operations.journal('op-1', 0)).toHaveLength(1);
      expect(await new SpecStore(again).fleet('production')).toMatchObject({ appliedAt: 't2' });
      await again.destroy();
    }
  });

  it('in memory is another one each time', async () => {
    const [a, b] = await Promise.all([openDatabase(':memory:'), openDatabase(':memory:')]);
    await new SpecStore(a).save(aSpecText('production'), 'production', 't1');
    expect(await b.selectFrom('spec').selectAll().execute()).toEqual([]);
    await a.destroy();
    await b.destroy();
  });

  it.each<[string, () => void]>([
    ['a file that is no store', () => writeFileSync(file, 'This is a letter, not a database.\n')],
    ['a folder', () => mkdirSync(file)],
  ])('is refused where there is %s, naming the path', async (_, make) => {
    mkdirSync(join(folder, 'data'));
    make();
    await expect(openDatabase(file)).rejects.toMatchObject({
      name: 'FleetError',
      code: 'precondition',
      message: expect.stringContaining(file) as string,
    });
  });

  it('is refused below what is no folder, and leaves that alone', async () => {
    writeFileSync(join(folder, 'data'), 'mine');
    await expect(openDatabase(file)).rejects.toMatchObject({ code: 'precondition' });
    expect(readFileSync(join(folder, 'data'), 'utf8')).toBe('mine');
  });
});
