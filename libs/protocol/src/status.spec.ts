import { status } from '@grpc/grpc-js';
import { FleetError, fleetErrorCodes } from '@muster/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromGrpcError, toGrpcStatus } from './status.js';

/** As grpc-js throws it. */
const serviceError = (code: number, details: string) =>
  Object.assign(new Error(`${String(code)} ${details}`), { code, details });

/** Whether it can be said what it is: `String` refuses, for example, an object without prototype. */
function isPrintable(value: unknown): boolean {
  try {
    return typeof String(value) === 'string';
  } catch {
    return false;
  }
}

describe('faults and gRPC statuses', () => {
  it.each(fleetErrorCodes)('%s goes there and back', (code) => {
    const sent = toGrpcStatus(new FleetError(code, 'what was seen'));
    expect(sent.details).toBe('what was seen');
    const arrived = fromGrpcError(serviceError(sent.code, sent.details), 'session');
    expect(arrived.code).toBe(code);
    expect(arrived.message).toBe('session: what was seen');
  });

  it('give each fault a status of its own, and never OK', () => {
    const codes = fleetErrorCodes.map((code) => toGrpcStatus(new FleetError(code, '')).code);
    expect(new Set(codes).size).toBe(fleetErrorCodes.length);
    expect(codes).not.toContain(status.OK);
  });

  it('make a fault of every status, also of those that we never send', () => {
    for (const code of Object.values(status).filter((value) => typeof value === 'number')) {
      const fault = fromGrpcError(serviceError(code, 'details'), 'session');
      expect(fleetErrorCodes).toContain(fault.code);
      expect(fault.cause).toMatchObject({ code });
    }
  });

  it('make a fault of anything that is thrown', () => {
    fc.assert(
      fc.property(fc.anything().filter(isPrintable), (thrown) => {
        const fault = fromGrpcError(thrown, 'session');
        expect(fault).toBeInstanceOf(FleetError);
        expect(fault.code).toBe('internal');
      }),
      { numRuns: 1_000 },
    );
  });

  it('keep a FleetError as it is', () => {
    const fault = new FleetError('denied', 'no');
    expect(fromGrpcError(fault, 'session')).toBe(fault);
  });

  it('tell a timeout from a defect, though a DOMException has a number for a code too', () => {
    const timeout = new DOMException('too late', 'TimeoutError');
    expect(fromGrpcError(timeout, 'session').code).toBe('deadline');
    expect(fromGrpcError(new DOMException('no', 'AbortError'), 'x').code).toBe('cancelled');
  });
});
