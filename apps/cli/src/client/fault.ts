import { Stop } from '../stop.js';
import type { Address } from './address.js';

type Kind = {
  /** Says what was seen; `{}` is the coordinator's address. */
  readonly detail: string;
  readonly remedy: readonly string[];
};

const start = 'Start the coordinator: npx muster-coordinator';
const elsewhere =
  'If it runs elsewhere: --coordinator ADDRESS, or MUSTER_COORDINATOR in the environment.';

const unreachable = (seen: string): Kind => ({
  detail: `the coordinator cannot be reached at {}: ${seen}`,
  remedy: [start, elsewhere],
});

const kinds: Readonly<Record<string, Kind>> = {
  ENOENT: unreachable('there is no such socket'),
  ENOTSOCK: unreachable('that is no socket'),
  ECONNREFUSED: unreachable('nothing listens there'),
  ENOTFOUND: unreachable('no such host name'),
  EAI_AGAIN: unreachable('the host name could not be looked up now'),
  EHOSTUNREACH: unreachable('no route to the host'),
  ENETUNREACH: unreachable('no route to its network'),
  ETIMEDOUT: unreachable('the connection attempt timed out'),
};

const refused: Kind = {
  detail: 'this user may not connect to {}',
  remedy: ['Run muster as the user that owns the socket, for example with sudo.', elsewhere],
};

const foreign: Kind = {
  detail: 'what answers at {} does not speak HTTP',
  remedy: ["Give the address of the coordinator's REST, not the one that agents dial.", elsewhere],
};

/** What Node says when a connection cannot be made or breaks, as a sentence with what to do. */
export function connectionFault(address: Address, thrown: unknown): Stop {
  const errno = errnoOf(thrown);
  const known = kinds[errno];
  if (known !== undefined) return fault('coordinator-unreachable', known, address, thrown);
  if (errno === 'EACCES' || errno === 'EPERM')
    return fault('coordinator-refused', refused, address, thrown);
  if (errno.startsWith('HPE_')) return fault('no-http', foreign, address, thrown);
  const seen = thrown instanceof Error ? thrown.message : String(thrown);
  const lost = { detail: `the connection to the coordinator at {} broke: ${seen}`, remedy: [] };
  return fault('connection-lost', lost, address, thrown);
}

export const silence = (address: Address, what: string, ms: number): Stop =>
  Stop.failed(
    'coordinator-silent',
    `${what}: the coordinator at ${address.text} did not answer within ${Math.round(ms / 1_000)} s`,
    ['See what it logs; what was asked may still happen: muster operations ls'],
  );

/** Whether a connection made a little later may succeed, as when the coordinator restarts. */
export function mayComeBack(thrown: unknown): thrown is Stop {
  if (!(thrown instanceof Stop)) return false;
  const { code, status } = thrown.problem;
  const restarting = status === 502 || status === 503 || status === 504;
  return restarting || transient.has(code);
}

const transient = new Set(['coordinator-unreachable', 'coordinator-silent', 'connection-lost']);

function fault(code: string, kind: Kind, address: Address, cause: unknown): Stop {
  return Stop.failed(
    code,
    kind.detail.replace('{}', () => address.text),
    kind.remedy,
    { cause },
  );
}

/** With several addresses of a name, Node throws an AggregateError that has the code too. */
function errnoOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
