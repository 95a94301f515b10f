import type { Problem } from '@muster/api';
import { type Finding, FleetError, type FleetErrorCode } from '@muster/kernel';
import { HttpException } from '@nestjs/common';
import { findingView } from '../views/finding-view.js';

/** An answer that is an error, with a stable code of its own. Everything thrown that is none becomes one. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly remedy: readonly string[],
    readonly findings?: readonly Finding[],
  ) {
    super(detail);
  }
}

const statusOf: Readonly<Record<FleetErrorCode, number>> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  precondition: 409,
  unavailable: 503,
  deadline: 504,
  cancelled: 499,
  denied: 403,
  unsupported: 501,
  exhausted: 429,
  internal: 500,
};

/** Total. Of a defect only a sentence gets out; the log has the rest. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) {
    const { status, code, detail, remedy, findings } = thrown;
    return problem(status, code, detail, remedy, findings);
  }
  const status = httpStatusOf(thrown);
  if (status !== undefined && status < 500) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return problem(status, httpCode(status), detail, ['see /docs for what this API takes']);
  }
  const fault = FleetError.from(thrown);
  if (fault.code === 'internal') {
    return problem(500, 'internal', 'the coordinator failed: its log says why', [
      'look at the log',
    ]);
  }
  return problem(statusOf[fault.code], fault.code.replace('_', '-'), fault.message, []);
}

function problem(
  status: number,
  code: string,
  detail: string,
  remedy: readonly string[],
  findings?: readonly Finding[],
): Problem {
  const title = code.replaceAll('-', ' ');
  const base = {
    type: `urn:muster:problem:${code}`,
    title,
    status,
    code,
    detail,
    remedy: [...remedy],
  };
  if (findings === undefined) return base;
  return { ...base, findings: findings.map(findingView) };
}

/** What Fastify and Nest throw of themselves: no such route, a body too large, malformed JSON. Our own faults aside. */
function httpStatusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const hasStatus = thrown instanceof Error && 'statusCode' in thrown;
  return hasStatus && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

function httpCode(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    404: 'route-not-found',
    405: 'method-not-allowed',
    413: 'request-too-large',
    415: 'media-type-unsupported',
  };
  return codes[status] ?? 'request-invalid';
}
