import { z } from 'zod';
import { validated } from './validation.js';

const maxAge = z.coerce.number().int().min(0).default(5_000);

/** @throws ProblemError 422 */
export const maxAgeOf = (text: string | undefined): number =>
  validated(maxAge, text, 'query parameter maxAgeMs');

const limit = z.coerce.number().int().min(1).max(1_000).default(50);

/** @throws ProblemError 422 */
export const limitOf = (text: string | undefined): number =>
  validated(limit, text, 'query parameter limit');

/** `?accept=a&accept=b,c`, as Fastify reads it. */
export const acceptOf = (texts: string | readonly string[] | undefined): readonly string[] =>
  [texts ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .filter((id) => id !== '');
