import { createHash } from 'node:crypto';
import { Mutex } from '@muster/runtime';
import type { IdempotencyStore } from '../../store/idempotency.js';
import type { OperationStore, StoredOperation } from '../../store/operations.js';
import { ProblemError } from '../problem.js';

export type KeyedRequest = {
  readonly fleet: string;
  /** Absent: every request is another one. */
  readonly key: string | undefined;
  /** Everything that it asks for. */
  readonly asked: unknown;
};

/** A request that comes again with its Idempotency-Key gets the operation that its first one started. */
export class Once {
  /** Between looking for a key and keeping it nobody else may look. */
  readonly #turns = new Mutex();

  constructor(
    private readonly keys: IdempotencyStore,
    private readonly operations: Pick<OperationStore, 'operation'>,
  ) {}

  /** What is refused leaves no key: asked again, it is tried again. @throws ProblemError idempotency-key-reused. */
  async start(
    { fleet, key, asked }: KeyedRequest,
    start: () => Promise<StoredOperation>,
  ): Promise<StoredOperation> {
    if (key === undefined) return start();
    const requestDigest = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    return this.#turns.run(async () => {
      const known = await this.keys.find(fleet, key);
      if (known === undefined) {
        const operation = await start();
        await this.keys.save({ fleet, key, requestDigest, operationId: operation.id });
        return operation;
      }
      if (known.requestDigest === requestDigest)
        return this.operations.operation(known.operationId);
      throw new ProblemError(
        422,
        'idempotency-key-reused',
        `the Idempotency-Key "${key}" came with another request before, which started operation ${known.operationId}`,
        ['use a new key for a new request'],
      );
    });
  }
}
