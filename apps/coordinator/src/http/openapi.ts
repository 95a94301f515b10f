import { problemSchema } from '@muster/api';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import * as z from 'zod';

// The zod schemas of libs/api are the one source: the same ones check what comes in and are shown here.

type JsonSchema = Parameters<typeof ApiBody>[0] extends infer Options
  ? Options extends { schema: infer Schema }
    ? Schema
    : never
  : never;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    reused: 'inline',
  });
  // Ids of reused parts would need a component section of their own; inlined they say the same.
  return withoutIds(rest) as JsonSchema;
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => key !== 'id' || typeof item !== 'string',
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutIds(item)]));
}

export type Documented = {
  readonly summary: string;
  readonly description?: string;
  readonly status: number;
  readonly answer: z.ZodType;
  readonly body?: z.ZodType;
  /** Other answers that are no problems, by status: what they mean, and their form. */
  readonly also?: Readonly<Record<number, readonly [meaning: string, answer: z.ZodType]>>;
  /** Problem codes by status. */
  readonly problems?: Readonly<Record<number, string>>;
};

/** What the OpenAPI document says of one route. */
export function Documented(options: Documented): MethodDecorator {
  const { summary, description, status, answer, body, also = {}, problems = {} } = options;
  return applyDecorators(
    ApiOperation({ summary, ...(description === undefined ? {} : { description }) }),
    ApiResponse({ status, description: summary, schema: jsonSchema(answer, 'output') }),
    ...Object.entries(also).map(([otherStatus, [meaning, schema]]) =>
      ApiResponse({
        status: Number(otherStatus),
        description: meaning,
        schema: jsonSchema(schema, 'output'),
      }),
    ),
    ...(body === undefined ? [] : [ApiBody({ schema: jsonSchema(body, 'input') })]),
    ...Object.entries(problems).map(([problemStatus, codes]) =>
      ApiResponse({
        status: Number(problemStatus),
        description: codes,
        content: { 'application/problem+json': { schema: jsonSchema(problemSchema, 'output') } },
      }),
    ),
  );
}

export const FleetParam = ApiParam({
  name: 'fleet',
  description: "The fleet's name, as its spec says.",
  schema: { type: 'string' },
});

export const MaxAge = ApiQuery({
  name: 'maxAgeMs',
  required: false,
  description:
    'Facts older than this are collected anew first. Milliseconds; 0 = always. Default 5000.',
  schema: { type: 'integer', minimum: 0 },
});
