import { FleetError, type FleetErrorCode } from '@muster/kernel';

/** What the Engine answered instead of a result. Thrown by the transport only; nobody outside this library sees it. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The one place where what goes wrong with the Engine gets its code.
 *
 * @param doing what was being done, for the message: `join the swarm through 192.0.2.11:2377`.
 * @param signal the caller's: when it is aborted, that is the reason, whatever error the abort made on the way.
 */
export function engineError(thrown: unknown, doing: string, signal: AbortSignal): FleetError {
  if (thrown instanceof FleetError) return thrown;
  if (thrown instanceof EngineRefusal) return refused(thrown, doing);
  if (signal.aborted) return stopped(doing, signal.reason);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const code = systemCodes[errno(thrown)];
  if (code === undefined) return new FleetError('internal', `${doing}: ${withoutSecrets(said)}`);
  const advice = code === 'denied' ? 'the agent may not open its socket' : 'is dockerd running?';
  return new FleetError(code, `${doing}: the Engine cannot be reached (${said}): ${advice}`, {
    cause: thrown,
  });
}

function refused(refusal: EngineRefusal, doing: string): FleetError {
  const said = withoutSecrets(refusal.message.trim());
  const code = known.find(([pattern]) => pattern.test(said))?.[1] ?? codeOfStatus(refusal.status);
  const cause = new EngineRefusal(refusal.status, said);
  return new FleetError(code, `${doing}: the Engine said (${refusal.status}): ${said}`, { cause });
}

function stopped(doing: string, reason: unknown): FleetError {
  const { code } = FleetError.from(reason);
  // Any reason but a deadline means that the caller withdrew; abort() without a reason is an AbortError.
  return code === 'deadline'
    ? new FleetError('deadline', `${doing}: the Engine did not answer in time`, { cause: reason })
    : new FleetError('cancelled', `${doing}: cancelled`, { cause: reason });
}

/** Join tokens and unlock keys: the Engine does not repeat them today, and must not be able to. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/SWM(TKN|KEY)-[\w-]+/g, 'SWM$1-…');
}

/**
 * Sentences of the Engine that decide the code where its HTTP status does not: it says 500 or 503 for most of
 * what swarm mode refuses. First match wins. Sources: moby daemon/cluster/errors.go, swarmkit's gRPC errors, and
 * engine.contract.ts, which sees them on real engines.
 */
const known: readonly (readonly [RegExp, FleetErrorCode])[] = [
  [/Timeout was reached before node joined/, 'deadline'],
  [/valid join token is necessary|invalid join token/i, 'denied'],
  [/remote CA does not match fingerprint/, 'denied'],
  [/already part of a swarm|not part of a swarm/, 'precondition'],
  [/not a swarm manager|from a worker node/, 'precondition'],
  [/attempting to leave the swarm on a node that is participating as a manager/, 'precondition'],
  [/is encrypted and needs to be unlocked|certificates have expired/, 'precondition'],
  [/incompatible with swarm mode/, 'precondition'],
  [/does not have a leader|lost leader status|no elected cluster leader/, 'unavailable'],
  [/too few managers are online/, 'unavailable'],
  [/could not connect to prospective new cluster member/, 'unavailable'],
  [/connection refused|no route to host|network is unreachable|i\/o timeout/, 'unavailable'],
  [/has active endpoints|in use by (service|task|container)|is in use/, 'precondition'],
  [/pool overlaps|address space conflicts/i, 'conflict'],
  [/update out of sequence/, 'conflict'],
  [/client version \S+ is too (old|new)/, 'unsupported'],
  [/invalid (base pool|subnet|CIDR)|not in valid range|invalid ListenAddr/i, 'invalid'],
  [/could not (parse|find|choose)/, 'invalid'],
  [/code = NotFound/, 'not_found'],
  [/code = AlreadyExists/, 'conflict'],
  [/code = FailedPrecondition/, 'precondition'],
  [/code = InvalidArgument/, 'invalid'],
  [/code = (PermissionDenied|Unauthenticated)/, 'denied'],
  [/code = ResourceExhausted/, 'exhausted'],
  [/code = Unimplemented/, 'unsupported'],
  [/code = Unavailable/, 'unavailable'],
  // The Engine stopped waiting for a manager; whether the act happened is not known.
  [/code = DeadlineExceeded|context deadline exceeded/, 'deadline'],
];

const statusCodes: Readonly<Record<number, FleetErrorCode>> = {
  400: 'invalid',
  // Not about credentials: the Engine uses it for what it forbids on such a node or network.
  403: 'precondition',
  404: 'not_found',
  406: 'precondition',
  409: 'conflict',
  429: 'exhausted',
  501: 'unsupported',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const codeOfStatus = (status: number): FleetErrorCode => statusCodes[status] ?? 'internal';

const systemCodes: Readonly<Record<string, FleetErrorCode>> = {
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ECONNABORTED: 'unavailable',
  ENOENT: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  EAGAIN: 'unavailable',
  EACCES: 'denied',
  EPERM: 'denied',
};

function errno(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}
