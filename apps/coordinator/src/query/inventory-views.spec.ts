import { anInventory } from '@muster/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../store/database.js';
import type { Database } from '../store/schema.js';
import { SpecStore } from '../store/specs.js';
import { aVerification } from '../store/testing/records.js';
import { VerificationStore } from '../store/verifications.js';
import { FleetMaps } from './fleet-map.js';
import { InventoryViews } from './inventory-views.js';
import { VerificationMaps } from './verification-map.js';

let database: Database;
let store: VerificationStore;
let views: InventoryViews;
/** How often verifications were read. */
let reads: number;

beforeEach(async () => {
  database = await openDatabase(':memory:');
  store = new VerificationStore(database);
  reads = 0;
  const counted = {
    get version() {
      return store.version;
    },
    latest: () => {
      reads += 1;
      return store.latest();
    },
  };
  const inventory = anInventory().member('a');
  const keeper = { inventory, observe: () => Promise.resolve(inventory) };
  views = new InventoryViews(
    keeper,
    new FleetMaps(new SpecStore(database)),
    new VerificationMaps(counted),
  );
});
afterEach(() => database.destroy());

describe('the inventory at one moment', () => {
  it('tells what was seen of a network of any fleet, as it was then', async () => {
    const before = await views.now();
    const { summary, report } = aVerification('n1', { verdict: 'fail' });
    await store.save('lab', summary, report);
    const after = await views.now();
    expect(before.verificationOf('n1')).toBeUndefined();
    expect(after.verificationOf('n1')).toMatchObject({ verdict: 'fail' });
    expect(after.verificationOf('n2')).toBeUndefined();
  });

  it('has another ETag after a verification, and the same without one', async () => {
    const etag = async () => views.etag(await views.now());
    const first = await etag();
    expect(await etag()).toBe(first);
    const { summary, report } = aVerification('n1');
    await store.save('lab', summary, report);
    const second = await etag();
    expect(second).not.toBe(first);
    expect(await etag()).toBe(second);
    expect(reads).toBe(2);
  });
});
