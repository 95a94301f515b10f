import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Address, formatAddress, isLocal, parseAddress } from './address.js';

describe('parseAddress', () => {
  it.each<[string, Address]>([
    ['unix:/run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['unix:///run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['/run/x.sock', { kind: 'unix', path: '/run/x.sock' }],
    ['/run/with:7400', { kind: 'unix', path: '/run/with:7400' }],
    ['127.0.0.1:7400', { kind: 'tcp', host: '127.0.0.1', port: 7400 }],
    ['coordinator.example:1', { kind: 'tcp', host: 'coordinator.example', port: 1 }],
    ['[::1]:65535', { kind: 'tcp', host: '::1', port: 65_535 }],
    // The kernel chooses.
    ['127.0.0.1:0', { kind: 'tcp', host: '127.0.0.1', port: 0 }],
  ])('reads %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each([
    '',
    'web-1',
    ':7400',
    'web-1:',
    'web-1:65536',
    'web-1:99999',
    'web-1:-1',
    'web-1:1e3',
    'web-1:http',
    '::1:7400',
    '[::1]',
    '[]:7400',
    '[web-1]:7400',
    '[127.0.0.1]:7400',
    'http://web-1:7400',
    'web-1/x:7400',
    'web 1:7400',
    'unix:',
    'unix:x.sock',
    'unix:7400',
    './x.sock',
  ])('refuses %j, naming it', (text) => {
    expect(() => parseAddress(text)).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: expect.stringContaining(`"${text}"`) as string,
      }),
    );
  });

  it('refuses a socket that the kernel could not name, by bytes', () => {
    const longest = `/${'x'.repeat(106)}`;
    expect(parseAddress(longest)).toEqual({ kind: 'unix', path: longest });
    expect(() => parseAddress(`${longest}x`)).toThrow(/107 bytes/);
    expect(() => parseAddress(`unix:/${'ü'.repeat(54)}`)).toThrow(/107 bytes/);
  });
});

describe('formatAddress', () => {
  const port = fc.integer({ min: 0, max: 65_535 });
  const address: fc.Arbitrary<Address> = fc.oneof(
    fc.record({
      kind: fc.constant('tcp' as const),
      host: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
      port,
    }),
    fc.record({
      kind: fc.constant('unix' as const),
      path: fc.stringMatching(/^[a-z0-9._:-]{1,20}$/).map((name) => `/run/${name}`),
    }),
  );

  it('writes what parseAddress reads', () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(parseAddress(formatAddress(value))).toEqual(value);
      }),
    );
  });

  it('puts IPv6 in brackets', () => {
    expect(formatAddress({ kind: 'tcp', host: '2001:db8::1', port: 1 })).toBe('[2001:db8::1]:1');
  });
});

describe('isLocal', () => {
  it.each(['/run/x.sock', '127.0.0.1:1', '127.9.9.9:1', 'localhost:1', '[::1]:1'])(
    '%s stays on this machine',
    (text) => {
      expect(isLocal(parseAddress(text))).toBe(true);
    },
  );

  it.each([
    '0.0.0.0:1',
    '[::]:1',
    '192.0.2.1:1',
    '[2001:db8::1]:1',
    'web-1:1',
    '127.0.0.1.example:1',
    // No address, so a name that somebody's resolver may know.
    '127.999.0.1:1',
    'localhost.example:1',
  ])('%s may not', (text) => {
    expect(isLocal(parseAddress(text))).toBe(false);
  });
});
