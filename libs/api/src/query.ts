import * as z from 'zod';
import { revisionSchema } from './table.js';

const given = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Body of `POST /v1/inventory/query`. */
export const createQuerySchema = z
  .strictObject({
    sql: z
      .string()
      .min(1)
      .max(64 * 1024)
      .describe('One SELECT over the tables of `GET /v1/inventory/schema`, as SQLite has it.'),
    parameters: z
      .union([z.array(given), z.record(z.string(), given)])
      .default([])
      .describe('For `?` by place, for `:name` by name.'),
    maxRows: z.int().min(1).max(100_000).default(1_000),
    timeMs: z.int().min(1).max(30_000).default(5_000).describe('How long it may run.'),
  })
  .meta({ id: 'CreateQuery' });

export const queryAnswerSchema = z
  .strictObject({
    revision: revisionSchema,
    columns: z.array(z.string()),
    rows: z
      .array(z.array(z.union([z.string(), z.number(), z.null()])))
      .describe(
        'Booleans are 0 and 1, lists and maps JSON as text, blobs hexadecimal, numbers beyond 2^53 text.',
      ),
    truncated: z
      .enum(['rows', 'bytes'])
      .nullable()
      .describe('Which limit left rows out; null = these are all.'),
    elapsedMs: z.number(),
  })
  .meta({ id: 'QueryAnswer' });

export const tableSchemaListSchema = z.strictObject({
  tables: z.array(
    z.strictObject({
      name: z.string().describe('In SQL.'),
      field: z.string().describe('In the export, and in the path of its route where it has one.'),
      about: z.string(),
      key: z.array(z.string()).describe('The columns that together name a row.'),
      columns: z.array(
        z.strictObject({
          name: z.string().describe('In SQL.'),
          field: z.string().describe('In REST and in the export.'),
          type: z.enum(['text', 'integer', 'boolean', 'time', 'list', 'map']),
          nullable: z.boolean(),
          unit: z.string().nullable(),
          about: z.string(),
        }),
      ),
    }),
  ),
});

export type CreateQuery = z.input<typeof createQuerySchema>;
export type QueryAnswer = z.infer<typeof queryAnswerSchema>;
export type TableSchemaList = z.infer<typeof tableSchemaListSchema>;
