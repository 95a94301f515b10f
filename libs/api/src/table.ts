import type { Column, Table } from '@muster/inventory';
import * as z from 'zod';

// The tables of libs/inventory say what there is; from that comes what REST answers and documents.

const cells = {
  text: z.string(),
  integer: z.int(),
  boolean: z.boolean(),
  time: z.string(),
  list: z.array(z.string()),
  map: z.record(z.string(), z.string()),
} as const;

function cellSchema({ type, nullable, about, unit }: Column): z.ZodType {
  const cell = nullable ? cells[type].nullable() : cells[type];
  const time = type === 'time' ? ' RFC 3339.' : '';
  return cell.describe(`${about}${unit === undefined ? '' : ` In ${unit}.`}${time}`);
}

/** A row of the table, whole. */
export const rowSchemaOf = ({ columns }: Table) =>
  z.strictObject(
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cellSchema(column)])),
  );

export const revisionSchema = z.int().describe('Of the inventory.');
export const nextSchema = z
  .string()
  .nullable()
  .describe('Give it as `cursor` for the next page; null = this is the last one.');

/** A page of a table. With `fields`, rows have only these. */
export const pageSchemaOf = (table: Table) =>
  z.strictObject({
    revision: revisionSchema,
    [table.name]: z.array(rowSchemaOf(table).partial()),
    next: nextSchema,
  });
