import {
  cursorPosition,
  cursorText,
  operators,
  parseTableQuery,
  type Position,
  type QueryFault,
  type Table,
  type TableQuery,
} from '@muster/inventory';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ProblemError } from '../problem.js';
import { validated } from '../validation.js';

// What requests for rows have in common.

/** As Fastify reads it: a parameter that is given twice is a list. */
export type QueryString = Readonly<Record<string, string | readonly string[]>>;

export const mostRows = 1_000;
const usualRows = 100;
const limitSchema = z.coerce.number().int().min(1).max(mostRows).default(usualRows);
const maxAgeSchema = z.coerce.number().int().min(0).optional();

export type AskedPage = {
  readonly query: TableQuery;
  /** undefined = not said. */
  readonly limit: number;
  readonly after: Position | undefined;
  readonly maxAgeMs: number | undefined;
};

/** @param others parameters that are not the table's. @throws ProblemError 422 with all that is wrong, and what there is. */
export function askedPage(
  table: Table,
  asked: QueryString,
  others: readonly string[] = [],
): AskedPage {
  const { limit, cursor, maxAgeMs } = asked;
  const apart = ['limit', 'cursor', 'maxAgeMs', ...others];
  const query = askedRows(table, asked, apart);
  return {
    query,
    limit: validated(limitSchema, limit, 'query parameter limit'),
    after: cursor === undefined ? undefined : placeOf(query, String(cursor)),
    maxAgeMs: validated(maxAgeSchema, maxAgeMs, 'query parameter maxAgeMs'),
  };
}

function askedRows(table: Table, asked: QueryString, apart: readonly string[]): TableQuery {
  const parameters = Object.entries(asked)
    .filter(([name]) => !apart.includes(name))
    .map(([name, value]) => [name, [value].flat()] as const);
  const parsed = parseTableQuery(table, new Map(parameters));
  if (parsed.ok) return parsed.query;
  throw queryInvalid(parsed.faults);
}

export function queryInvalid(faults: readonly QueryFault[]): ProblemError {
  const detail = faults.map(({ parameter, message }) => `${parameter}: ${message}`).join('; ');
  return new ProblemError(
    422,
    'query-invalid',
    detail,
    ['choose among what there is; /docs tells what each column means'],
    faults.map(({ parameter, message }) => ({
      ...{ id: 'query-invalid', severity: 'blocker', path: parameter, message },
      ...{ hosts: [], remedy: [] },
    })),
  );
}

export const cursorOf = (query: TableQuery, next: Position | undefined): string | null =>
  next === undefined ? null : Buffer.from(cursorText(query, next)).toString('base64url');

function placeOf(query: TableQuery, cursor: string): Position {
  const place = cursorPosition(query, Buffer.from(cursor, 'base64url').toString('utf8'));
  if (place !== undefined) return place;
  throw new ProblemError(422, 'cursor-invalid', 'this cursor is none of this query', [
    'give `next` of the page before, with the same filters and the same sort',
    'or leave cursor out, to begin with the first page',
  ]);
}

/** Answers 304 when the asker has this already. @returns whether it did. */
export function isKnown(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  if (!known.includes(etag) && !known.includes('*')) return false;
  void reply.status(304).send();
  return true;
}

export const filterHelp = `Filter by any column: \`?driver=overlay\`, several values are alternatives; with an operator after a dot: ${Object.entries(
  operators,
)
  .map(([name, about]) => `\`.${name}\` ${about}`)
  .join(
    '; ',
  )}. \`fields\` and \`sort\` take column names with commas between, \`-\` before one sorts downwards.`;
