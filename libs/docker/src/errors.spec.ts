import { FleetError } from '@muster/kernel';
import { describe, expect, it } from 'vitest';
import { EngineRefusal, engineError } from './errors.js';

const never = new AbortController().signal;
const codeOf = (status: number, said: string): string =>
  engineError(new EngineRefusal(status, said), 'act', never).code;

// Status and sentence as real engines gave them; engine.contract.ts sees most of them again.
describe('what the Engine refuses', () => {
  it.each([
    [
      503,
      'Timeout was reached before node joined. The attempt to join the swarm will continue',
      'deadline',
    ],
    [
      400,
      'rpc error: code = InvalidArgument desc = A valid join token is necessary to join',
      'denied',
    ],
    [500, 'invalid join token', 'denied'],
    [503, 'This node is already part of a swarm. Use "docker swarm leave"', 'precondition'],
    [503, 'This node is not part of a swarm', 'precondition'],
    [503, 'This node is not a swarm manager. Use "docker swarm init"', 'precondition'],
    [403, 'Cannot create a multi-host network from a worker node.', 'precondition'],
    [
      503,
      'You are attempting to leave the swarm on a node that is participating as a manager.',
      'precondition',
    ],
    [
      400,
      "rpc error: code = FailedPrecondition desc = node x is not down and can't be removed",
      'precondition',
    ],
    [
      503,
      'rpc error: code = Unavailable desc = dial tcp: connect: connection refused',
      'unavailable',
    ],
    [500, 'rpc error: code = Unknown desc = The swarm does not have a leader.', 'unavailable'],
    [
      500,
      'rpc error: code = Unknown desc = raft: failed to process the request: node lost leader status',
      'unavailable',
    ],
    [500, 'rpc error: code = DeadlineExceeded desc = context deadline exceeded', 'deadline'],
    [409, 'network with name n0 already exists', 'conflict'],
    [403, 'error while removing network: network n0 has active endpoints', 'precondition'],
    [403, 'Pool overlaps with other one on this address space', 'conflict'],
    [500, 'Invalid subnet nonsense : invalid CIDR address: nonsense', 'invalid'],
    [500, 'invalid base pool 10.0.0.0/40: invalid CIDR address', 'invalid'],
    [500, 'Datapath port number is not in valid range (1024-49151) : 80', 'invalid'],
    [400, 'client version 1.24 is too old. Minimum supported API version is 1.44', 'unsupported'],
    [404, 'network nosuch not found', 'not_found'],
    [500, 'something else', 'internal'],
  ])('%i %s → %s', (status, said, code) => {
    expect(codeOf(status, said)).toBe(code);
  });

  it('says what was being done and what the Engine said', () => {
    const error = engineError(
      new EngineRefusal(404, 'network x not found'),
      'remove network x',
      never,
    );
    expect(error.message).toBe('remove network x: the Engine said (404): network x not found');
  });
});

describe('an Engine that cannot be asked', () => {
  const systemError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

  it.each(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'])('%s → unavailable', (code) => {
    expect(engineError(systemError(code), 'act', never).code).toBe('unavailable');
  });

  it('says denied when the socket may not be opened', () => {
    expect(engineError(systemError('EACCES'), 'act', never).code).toBe('denied');
  });

  it('blames the abort, not the error that it made', () => {
    const reset = systemError('ECONNRESET');
    expect(engineError(reset, 'act', AbortSignal.abort()).code).toBe('cancelled');
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    expect(engineError(reset, 'act', late).code).toBe('deadline');
  });

  it('leaves a FleetError as it is', () => {
    const error = new FleetError('not_found', 'x');
    expect(engineError(error, 'act', never)).toBe(error);
  });
});
