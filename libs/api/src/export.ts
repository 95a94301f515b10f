import { type Table, tables } from '@muster/inventory';
import * as z from 'zod';
import { revisionSchema, rowSchemaOf } from './table.js';

const all: readonly Table[] = Object.values(tables);

/** The whole inventory as one document. */
export const exportSchema = z.strictObject({
  version: z.literal(1).describe('Of this form.'),
  exportedAt: z.string().describe("RFC 3339, by the coordinator's clock."),
  revision: revisionSchema,
  tables: z.strictObject(
    Object.fromEntries(
      all.map((table) => [table.name, z.array(rowSchemaOf(table)).describe(table.about)]),
    ),
  ),
});

/** What a program that reads exports may rely on, as JSON Schema. */
export const exportJsonSchema = () => ({
  $id: 'urn:muster:inventory-export:1',
  title: 'Muster inventory export',
  ...z.toJSONSchema(exportSchema, { target: 'draft-2020-12' }),
});
