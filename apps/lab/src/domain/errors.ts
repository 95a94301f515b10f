/** `usage`: the request itself is wrong (exit code 2). `failed`: the machine could not do it (exit code 1). */
export type LabErrorKind = 'usage' | 'failed';

/** What a person reads when the lab cannot go on: what was being done, where, and what to do next. */
export class LabError extends Error {
  override readonly name = 'LabError';

  constructor(
    readonly kind: LabErrorKind,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  get exitCode(): number {
    return this.kind === 'usage' ? 2 : 1;
  }
}

/** A signal asked us to stop, and what was begun has been taken back. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    signal: string,
    /** As a shell reports a command that a signal ended: 128 + its number. */
    readonly exitCode: number,
  ) {
    super(`interrupted by ${signal}`);
  }
}

export const usage = (message: string): LabError => new LabError('usage', message);

export const failed = (message: string, cause?: unknown): LabError =>
  new LabError('failed', message, cause === undefined ? {} : { cause });

export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
