import { problemContentType, problemSchema, type Problem } from '@muster/api';
import type * as z from 'zod';
import { Stop } from '../stop.js';
import { version } from '../version.js';
import type { Address } from './address.js';
import { nameOf, type Answer, type Ask } from './http.js';

/** The body in the form that the contract gives it. Throws a Stop for an error answer and for any other form. */
export function parseAnswer<T>(
  schema: z.ZodType<T>,
  address: Address,
  ask: Ask,
  answer: Answer,
): T {
  if (answer.status < 200 || answer.status > 299)
    throw Stop.answered(problemOf(address, ask, answer));
  const text = answer.body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unknownForm(address, nameOf(ask), `not JSON: ${excerpt(text)}`, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unknownForm(address, nameOf(ask), issuesOf(parsed.error), parsed.error);
}

/** Also for an error answer that is none of the coordinator's, for example a proxy's page. */
export function problemOf(address: Address, ask: Ask, answer: Answer): Problem {
  const text = answer.body.toString('utf8');
  const parsed =
    answer.contentType === problemContentType ? problemSchema.safeParse(tryJson(text)) : undefined;
  if (parsed?.success === true) return parsed.data;
  const { status } = answer;
  const seen = text === '' ? '' : `: ${excerpt(text)}`;
  return {
    type: 'about:blank',
    title: 'unexpected answer',
    status,
    code: 'unexpected-answer',
    detail: `${nameOf(ask)}: ${address.text} answered ${status}${seen}`,
    remedy: ["Check that this is the address of a Muster coordinator's REST (--coordinator)."],
  };
}

/** Newer and older coordinators may answer what this command does not know; guessing would be wrong. */
export function unknownForm(address: Address, what: string, seen: string, cause: unknown): Stop {
  return Stop.failed(
    'unknown-form',
    `${what}: the coordinator at ${address.text} answered in a form that muster ${version} does not know: ${seen}`,
    ['Use a muster and a coordinator of the same version.'],
    { cause },
  );
}

export function issuesOf(error: z.ZodError): string {
  const issues = error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
  const more = issues.length > 3 ? ` (and ${issues.length - 3} more)` : '';
  return `${issues.slice(0, 3).join('; ')}${more}`;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const excerpt = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
};
