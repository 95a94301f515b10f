import type { Verify } from '@muster/plan';
import { ApiQuery } from '@nestjs/swagger';
import { ProblemError } from './problem.js';

const verifyScopes = ['changed', 'all', 'none'] as const;

export const VerifyQuery = ApiQuery({
  name: 'verify',
  required: false,
  description:
    'Which networks of the spec are verified: `changed` = those that are not known to work (default), `all`, `none`.',
  schema: { type: 'string', enum: [...verifyScopes] },
});

/** Anew, from now on. */
export const verifyNow = (): Verify => ({ scope: 'all', since: new Date().toISOString() });

/** What a goal is to verify, from now on. @throws ProblemError request-invalid. */
export function verifyOf(text = 'changed'): { readonly verify?: Verify } {
  const scope = verifyScopes.find((known) => known === text);
  if (scope === undefined) {
    throw new ProblemError(
      422,
      'request-invalid',
      `verify=${text}: choose one of ${verifyScopes.join(', ')}`,
      [],
    );
  }
  return scope === 'none' ? {} : { verify: { scope, since: new Date().toISOString() } };
}
