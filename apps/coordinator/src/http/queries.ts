import * as z from 'zod';
import { validated } from './validation.js';

const maxAge = z.coerce.number().int().min(0).default(5_000);

/** @throws ProblemError 422 */
export const maxAgeOf = (text: string | undefined): number =>
  validated(maxAge, text, 'query parameter maxAgeMs');

const limit = z.coerce.number().int().min(1).max(1_000).default(50);

/** @throws ProblemError 422 */
export const limitOf = (text: string | undefined): number =>
  validated(limit, text, 'query parameter limit');

const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .transform((text) => text !== '0' && text !== 'false');

/** `?force`, `?force=1`, `?force=true`. @param absent what it is when it is not there. @throws ProblemError 422 */
export const flagOf = (name: string, text: string | undefined, absent: boolean): boolean =>
  text === undefined ? absent : validated(flag, text, `query parameter ${name}`);

/** `?accept=a&accept=b,c`, as Fastify reads it. */
export const acceptOf = (texts: string | readonly string[] | undefined): readonly string[] =>
  [texts ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .filter((id) => id !== '');
