/**
 * The closed set of fault codes. Callers decide by the code, never by the message; each code has one gRPC status
 * (libs/protocol) and one HTTP status (apps/coordinator).
 */
export const fleetErrorCodes = [
  /** What was asked is malformed; asking again the same way cannot succeed. */
  'invalid',
  /** The thing named does not exist. */
  'not_found',
  /** The thing exists already, or in another form than asked. */
  'conflict',
  /** The system is not in the state that the act needs, for example "not a swarm manager". */
  'precondition',
  /** The peer could not be reached or is going away; asking again may succeed. */
  'unavailable',
  /** We stopped waiting. Says nothing about whether the act happened: observe before calling it failure. */
  'deadline',
  /** The caller withdrew the request. */
  'cancelled',
  /** The peer refused our credentials, for example a wrong join token. */
  'denied',
  /** This engine, kernel or agent cannot do it. */
  'unsupported',
  /** A bound was reached: queue, message size, rate. */
  'exhausted',
  /** A defect of ours. */
  'internal',
] as const;

export type FleetErrorCode = (typeof fleetErrorCodes)[number];

/** A fault: what was being done, to which host, what was seen. `cause` keeps the original. */
export class FleetError extends Error {
  override readonly name = 'FleetError';

  constructor(
    readonly code: FleetErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** Total: anything thrown becomes a FleetError; one that is already is returned as it is. */
  static from(thrown: unknown, doing?: string): FleetError {
    if (thrown instanceof FleetError) return thrown;
    const seen = thrown instanceof Error ? thrown.message : String(thrown);
    const code = codeOfAbort(thrown) ?? 'internal';
    return new FleetError(code, doing === undefined ? seen : `${doing}: ${seen}`, {
      cause: thrown,
    });
  }
}

/** The codes after which the same request may succeed without anybody changing anything. */
export const isRetryable = (code: FleetErrorCode): boolean =>
  code === 'unavailable' || code === 'deadline' || code === 'exhausted';

/** AbortSignal.timeout aborts with a TimeoutError, AbortController.abort() with an AbortError. */
function codeOfAbort(thrown: unknown): FleetErrorCode | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.name === 'TimeoutError') return 'deadline';
  if (thrown.name === 'AbortError') return 'cancelled';
  return undefined;
}
