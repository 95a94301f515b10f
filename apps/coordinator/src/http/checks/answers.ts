import type { CheckSummary } from '@muster/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Checks } from '../../checks/checks.js';
import { unpackReport } from '../../checks/report.js';
import type { CheckFilter, CheckStore, StoredCheck } from '../../store/checks.js';
import { checkSummary } from '../../views/check-view.js';
import { hangUp } from '../cancellation.js';
import { ProblemError } from '../problem.js';

/** Checks as answers. */
export class CheckAnswers {
  constructor(
    private readonly checks: Checks,
    private readonly store: CheckStore,
  ) {}

  summary(check: StoredCheck): CheckSummary {
    return checkSummary(check, this.checks.progressOf(check.id));
  }

  async list(filter: CheckFilter): Promise<{ checks: CheckSummary[] }> {
    return { checks: (await this.store.checks(filter)).map((check) => this.summary(check)) };
  }

  accepted(reply: FastifyReply, check: StoredCheck): Promise<void> {
    void reply.header('Location', `/v1/checks/${check.id}`);
    return this.send(reply, check);
  }

  /** The check once it has ended, or as it stands after that long. @throws not_found. */
  async after(id: string, waitMs: number, request: FastifyRequest): Promise<StoredCheck> {
    if (waitMs === 0) return this.store.check(id);
    const signal = AbortSignal.any([hangUp(request), AbortSignal.timeout(waitMs)]);
    return this.checks.wait(id, signal);
  }

  /** The newest of the fleet that succeeded. @throws ProblemError 404. */
  async latest(fleet: string): Promise<StoredCheck> {
    const check = await this.store.latest(fleet);
    if (check !== undefined) return check;
    throw new ProblemError(404, 'check-not-found', `no check of fleet ${fleet} was made yet`, [
      `muster check --fleet ${fleet} makes one`,
    ]);
  }

  /** With its report, which is put in as the text that it is stored as: it may have a hundred thousand edges. */
  async send(reply: FastifyReply, check: StoredCheck): Promise<void> {
    const packed = check.state === 'succeeded' ? await this.store.report(check.id) : undefined;
    const report = packed === undefined ? 'null' : await unpackReport(packed);
    const summary = JSON.stringify(this.summary(check)).slice(0, -1);
    await reply
      .type('application/json; charset=utf-8')
      .send(Buffer.from(`${summary},"report":${report}}`));
  }
}
