import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const redacted = '[redacted]';
const secretField =
  /token|secret|password|passphrase|authorization|credential|cookie|(?:unlock|private|api)[-_]?key/i;
// Swarm join tokens and unlock keys carry these prefixes wherever they are quoted (swarmkit ca/config.go, manager/encryption).
const secretText = /SWM(?:TKN|KEY)-[A-Za-z0-9+/_-]+/g;

/** Takes out every secret that is known by the name of its field or by its form. Total; copies, never changes. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll(secretText, redacted);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 8) return '[too deep]';
  if (value instanceof Error) return redact(pino.stdSerializers.err(value), depth + 1);
  // Dates, URLs, buffers: what they are in JSON.
  if (hasJson(value)) return redact(value.toJSON(), depth + 1);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    secretField.test(key) ? redacted : redact(item, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function hasJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/**
 * JSON lines on standard error. Fields are redacted by name and form; the finished line once more, so that a token inside
 * a message or a stack, and what a child logger was given, does not get out either.
 */
export function createLogger(name: string, level: LogLevel, write = toStderr): Logger {
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      hooks: {
        // What is put into the message by %j and the like; the first argument goes through the formatters.
        logMethod(args, method) {
          const [first, ...rest] = args;
          method.apply(this, [first, ...rest.map((value) => redact(value))] as typeof args);
        },
      },
      // Errors are plain objects when they get here: the formatter has serialised them.
      serializers: { err: (err: unknown) => err },
    },
    {
      write: (line: string) => {
        write(`${JSON.stringify(redact(JSON.parse(line.replaceAll(secretText, redacted))))}\n`);
      },
    },
  );
}

function toStderr(line: string): void {
  process.stderr.write(line);
}
