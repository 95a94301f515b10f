import { ApiParam, ApiQuery } from '@nestjs/swagger';
import * as z from 'zod';
import { validated } from '../validation.js';

// What the routes of checks have in common.

export const CheckId = ApiParam({ name: 'id', schema: { type: 'string' } });

export const Limit = ApiQuery({
  name: 'limit',
  required: false,
  schema: { type: 'integer', minimum: 1, maximum: 1000 },
});

export const WaitMs = ApiQuery({
  name: 'waitMs',
  required: false,
  description: 'Answer when the check has ended, or after this long. Milliseconds, default 0.',
  schema: { type: 'integer', minimum: 0, maximum: 30_000 },
});

const wait = z.coerce.number().int().min(0).max(30_000).default(0);

/** @throws ProblemError 422 */
export const waitMsOf = (text: string | undefined): number =>
  validated(wait, text, 'query parameter waitMs');

export const startProblems = {
  404: 'host-not-found, not-found',
  422: 'request-invalid, port-unknown, spec-invalid with every finding, spec-other-fleet, accept-refused',
  429: 'exhausted: too many checks wait already',
};
