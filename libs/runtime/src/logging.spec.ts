import { inspect } from 'node:util';
import { FleetError } from '@muster/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel, redact } from './logging.js';

/** A logger and all that it let out. */
function capture(level: LogLevel = 'trace') {
  const lines: string[] = [];
  const log = createLogger('test', level, (line) => lines.push(line));
  return {
    log,
    text: () => lines.join(''),
    records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const tail = fc.stringMatching(/^[a-z0-9]{12,50}$/);
/** As Docker writes join tokens and unlock keys. */
const secretText = fc.oneof(
  fc.tuple(tail, tail).map(([digest, secret]) => `SWMTKN-1-${digest}-${secret}`),
  tail.map((key) => `SWMKEY-1-${key}+/${key}`),
);
const secretField = fc.constantFrom(
  ...['token', 'joinToken', 'JOIN_TOKEN', 'enrollment-token', 'tokens', 'clientSecret', 'password'],
  ...['passphrase', 'Authorization', 'cookie', 'set-cookie', 'unlockKey', 'unlock_key'],
  ...['privateKey', 'private-key', 'apiKey', 'credentials'],
);

/** Hides a value somewhere in what a program may log: nested, in arrays, in errors and their causes. */
const wrappings: readonly ((inner: unknown) => unknown)[] = [
  (inner) => ({ host: 'web-1', inner }),
  (inner) => [1, inner, null],
  (inner) => [[inner]],
  (inner) => Object.assign(new Error('no'), { detail: inner }),
  (inner) => new Error('no', { cause: inner }),
  (inner) => new FleetError('internal', 'no', { cause: inner }),
  (inner) => new AggregateError([inner], 'no'),
  (inner) => ({ toJSON: () => inner }),
];
const leaves: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => `join with "${secret}", then\nwait`,
  (secret) => new Error(`refused ${secret}`),
  (secret) => ({ [secret]: 1 }),
];
const wrapping = fc.array(fc.constantFrom(...wrappings), { maxLength: 12 });
const wrap = (inner: unknown, around: readonly ((inner: unknown) => unknown)[]) =>
  around.reduce((value, next) => next(value), inner);

describe('a logger', () => {
  it('writes JSON lines with level, time, name and message', () => {
    const { log, records } = capture();
    log.info({ host: 'web-1', at: new Date(0) }, 'joined');
    expect(records()).toEqual([
      {
        level: 'info',
        name: 'test',
        pid: process.pid,
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        host: 'web-1',
        at: '1970-01-01T00:00:00.000Z',
        msg: 'joined',
      },
    ]);
  });

  it('is as quiet as it was told', () => {
    const { log, text } = capture('warn');
    log.info('no');
    log.warn('yes');
    expect(text()).toContain('yes');
    expect(text()).not.toContain('no"');
  });

  it('keeps what an error was, why, and where', () => {
    const { log, records } = capture();
    const cause = new TypeError('the deeper one');
    log.error({ err: new FleetError('denied', 'no entry', { cause }) }, 'failed');
    expect(records()[0]).toMatchObject({
      msg: 'failed',
      err: {
        type: 'FleetError',
        code: 'denied',
        message: expect.stringContaining('no entry') as string,
      },
    });
    const { stack } = records()[0]?.['err'] as { stack: string };
    expect(stack).toContain('the deeper one');
    expect(stack).toContain('logging.spec.ts');
  });

  it('lets no token out, wherever it is put', () => {
    fc.assert(
      fc.property(secretText, wrapping, fc.constantFrom(...leaves), (secret, around, leaf) => {
        const { log, text } = capture();
        const value = wrap(leaf(secret), around);
        log.info({ value }, 'fields');
        log.error({ err: value }, 'error');
        log.error(value as object);
        log.info(`message ${secret}`);
        log.info('formatted %s %j', secret, value as object);
        log.child({ value }).info('child');
        expect(text().split('\n')).toHaveLength(7);
        expect(text()).not.toContain(secret.slice(9));
      }),
    );
  });

  it('lets no field out whose name says that it is secret, whatever its value looks like', () => {
    fc.assert(
      fc.property(secretField, tail, wrapping, fc.boolean(), (field, secret, around, isNested) => {
        const { log, text } = capture();
        const value = wrap({ [field]: isNested ? { deep: [secret] } : secret }, around);
        log.info({ value }, 'fields');
        log.info({ [field]: secret }, 'top');
        log.error({ err: Object.assign(new Error('no'), { [field]: secret }) });
        log.info('formatted %j', { [field]: secret });
        log.child({ [field]: secret }).info('child');
        expect(text().split('\n')).toHaveLength(6);
        expect(text()).not.toContain(secret);
      }),
    );
  });

  it('leaves everything else readable', () => {
    const { log, records } = capture();
    log.info({ hosts: [{ name: 'web-1', ok: true, count: 3, none: null }] }, 'the SWMTKN prefix');
    expect(records()[0]).toMatchObject({
      hosts: [{ name: 'web-1', ok: true, count: 3, none: null }],
      msg: 'the SWMTKN prefix',
    });
  });
});

describe('redact', () => {
  it('copies and never changes what it is given', () => {
    const given = { joinToken: 'hush', list: [{ note: 'SWMTKN-1-aaa-bbb' }] };
    expect(redact(given)).toEqual({
      joinToken: '[redacted]',
      list: [{ note: '[redacted]' }],
    });
    expect(given).toEqual({ joinToken: 'hush', list: [{ note: 'SWMTKN-1-aaa-bbb' }] });
  });

  it('comes to an end with what contains itself', () => {
    const loop: Record<string, unknown> = { joinToken: 'hush' };
    loop['self'] = loop;
    const seen = inspect(redact(loop), { depth: null });
    expect(seen).toContain('[too deep]');
    expect(seen).not.toContain('hush');
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true }), (value) => {
        expect(() => redact(value)).not.toThrow();
      }),
    );
  });
});
