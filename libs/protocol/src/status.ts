import { status, type StatusObject } from '@grpc/grpc-js';
import { FleetError, type FleetErrorCode } from '@muster/kernel';

const statusOf: Readonly<Record<FleetErrorCode, status>> = {
  invalid: status.INVALID_ARGUMENT,
  not_found: status.NOT_FOUND,
  conflict: status.ABORTED,
  precondition: status.FAILED_PRECONDITION,
  unavailable: status.UNAVAILABLE,
  deadline: status.DEADLINE_EXCEEDED,
  cancelled: status.CANCELLED,
  denied: status.UNAUTHENTICATED,
  unsupported: status.UNIMPLEMENTED,
  exhausted: status.RESOURCE_EXHAUSTED,
  internal: status.INTERNAL,
};

const codeOf = new Map<number, FleetErrorCode>(
  Object.entries(statusOf).map(([code, number]) => [number, code as FleetErrorCode]),
);

/** The gRPC status that ends a call with this fault. */
export function toGrpcStatus(error: FleetError): { code: status; details: string } {
  return { code: statusOf[error.code], details: error.message };
}

/** Total: any error of grpc-js (or anything else) as a fault. */
export function fromGrpcError(thrown: unknown, doing: string): FleetError {
  if (!isStatus(thrown)) return FleetError.from(thrown, doing);
  const code = codeOf.get(thrown.code) ?? 'internal';
  return new FleetError(code, `${doing}: ${thrown.details}`, { cause: thrown });
}

/** Told by its details: a DOMException, which AbortSignals abort with, has a code that is a number too. */
function isStatus(thrown: unknown): thrown is Pick<StatusObject, 'code' | 'details'> {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'number' &&
    'details' in thrown &&
    typeof thrown.details === 'string'
  );
}
