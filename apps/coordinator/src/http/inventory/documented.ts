import type { Table } from '@muster/inventory';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { mostRows } from './asked.js';

const jsonTypes = { integer: 'integer', boolean: 'boolean' } as const;

/** The query parameters of a table: its columns, and what pages have. */
export function TableParameters({ columns }: Table): MethodDecorator {
  const names = Object.keys(columns).join(', ');
  const filters = Object.entries(columns).map(([name, { type, about }]) =>
    ApiQuery({
      name,
      required: false,
      description: about,
      schema: { type: type === 'integer' || type === 'boolean' ? jsonTypes[type] : 'string' },
    }),
  );
  return applyDecorators(
    ...filters,
    optional('fields', `Columns to show: ${names}.`),
    optional('sort', `Columns to sort by, \`-\` before one for downwards: ${names}.`),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: mostRows },
    }),
    optional('cursor', '`next` of the page before.'),
    ConditionalGet,
  );
}

const optional = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, required: false, description, schema: { type: 'string' } });

export const LookFirst = ApiQuery({
  name: 'maxAgeMs',
  required: false,
  description: 'Facts older than this are collected anew first. Milliseconds; default: never.',
  schema: { type: 'integer', minimum: 0 },
});

export const ConditionalGet: MethodDecorator = applyDecorators(
  ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: '`ETag` of an earlier answer.',
  }),
  ApiResponse({ status: 304, description: 'Nothing has changed since.' }),
);
