import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exportJsonSchema, exportSchema } from '@muster/api';
import { anInventory, SimulatedAgents } from '@muster/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveStand } from '../../testing/live-stand.js';

let stand: LiveStand;
beforeAll(async () => {
  const world = anInventory()
    .member('h1')
    .member('h2')
    .localNetwork('h2', 'naïve "name"\u2028', { id: 'x' })
    .world();
  const fleet = new SimulatedAgents(world);
  stand = await LiveStand.start((host, action) => fleet.answer(host, action), ['h1', 'h2']);
});
afterAll(() => stand.stop());

describe('GET /v1/inventory/export', () => {
  it('is one document of the published form', async () => {
    exportSchema.parse(await stand.json('GET', '/v1/inventory/export'));
    await stand.json('GET', '/v1/hosts?maxAgeMs=0');
    const document = exportSchema.parse(await stand.json('GET', '/v1/inventory/export'));
    const named = document.tables['networks']?.map((row) => row['network']);
    expect(named).toContain('naïve "name"\u2028');
    expect(document.tables['hosts']).toHaveLength(2);
    expect(document.tables['nodes']).toHaveLength(2);
  });

  it('is not sent again to who has it', async () => {
    const { etag = '' } = await stand.ask('GET', '/v1/inventory/export');
    const headers = { 'if-none-match': etag };
    const again = await stand.ask('GET', '/v1/inventory/export', undefined, undefined, headers);
    expect(again.status).toBe(304);
  });

  it('publishes its JSON Schema, here and in the documentation', async () => {
    const served = await stand.json('GET', '/v1/inventory/export/schema');
    expect(served).toEqual(JSON.parse(JSON.stringify(exportJsonSchema())));
    const file = resolve(import.meta.dirname, '../../../../../docs/inventory-export.schema.json');
    // Out of date? `muster` users read it: curl the route above into the file.
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(served);
  });
});
