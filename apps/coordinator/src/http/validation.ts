import type { Finding } from '@muster/kernel';
import type * as z from 'zod';
import { ProblemError } from './problem.js';

/** The value in the schema's type. @throws ProblemError 422 with every finding at once. */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.map(findingOf);
  const detail = `${what}: ${findings.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`;
  throw new ProblemError(
    422,
    'request-invalid',
    detail,
    ['see /docs for what this call takes'],
    findings,
  );
}

function findingOf(issue: z.core.$ZodIssue): Finding {
  return {
    id: 'request-invalid',
    severity: 'blocker',
    path: issue.path.map(String).join('.'),
    hosts: [],
    message: issue.message,
    remedy: [],
  };
}
