import * as z from 'zod';
import { nextSchema } from './table.js';

const cell = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.string()),
  z.null(),
]);
const row = z.record(z.string(), cell);

export const rowChangeSchema = z.strictObject({
  table: z.string().describe('Of the inventory: `endpoints`.'),
  what: z.enum(['added', 'removed', 'changed']),
  row: row.describe('As it is now; of one that went, as it was.'),
  before: row.optional().describe('What a changed row said before, only where that differs.'),
});

export const historyEntrySchema = rowChangeSchema
  .extend({
    id: z.int().describe('Grows.'),
    at: z.string().describe("RFC 3339, by the coordinator's clock: when it was noticed."),
    host: z.string(),
    fleet: z.string().nullable().describe('Of the host, then.'),
  })
  .meta({ id: 'HistoryEntry' });

export const historySchema = z.strictObject({
  entries: z.array(historyEntrySchema).describe('Newest first.'),
  next: nextSchema,
});

export type RowChangeView = z.infer<typeof rowChangeSchema>;
export type HistoryEntryView = z.infer<typeof historyEntrySchema>;
export type History = z.infer<typeof historySchema>;
