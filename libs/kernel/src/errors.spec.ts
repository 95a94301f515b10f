import { describe, expect, it } from 'vitest';
import { FleetError, fleetErrorCodes, isRetryable } from './index.js';

describe('anything thrown', () => {
  it('that is a FleetError stays as it is', () => {
    const error = new FleetError('denied', 'no');
    expect(FleetError.from(error, 'joining')).toBe(error);
  });

  it('else says what was being done, and keeps the cause', () => {
    const cause = new Error('boom');
    expect(FleetError.from(cause, 'join web-2')).toMatchObject({
      code: 'internal',
      message: 'join web-2: boom',
      cause,
    });
    expect(FleetError.from('boom')).toMatchObject({ code: 'internal', message: 'boom' });
  });

  it('tells a passed deadline from a withdrawn request', () => {
    expect(FleetError.from(new DOMException('late', 'TimeoutError')).code).toBe('deadline');
    expect(FleetError.from(new DOMException('stop', 'AbortError')).code).toBe('cancelled');
  });
});

it('is worth asking again only where nobody has to change anything', () => {
  expect(fleetErrorCodes.filter(isRetryable)).toEqual(['unavailable', 'deadline', 'exhausted']);
});
