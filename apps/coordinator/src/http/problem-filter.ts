import { problemContentType } from '@muster/api';
import type { Logger } from '@muster/runtime';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { problemOf } from './problem.js';

/** Every error leaves as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const problem = problemOf(thrown);
    if (problem.status >= 500)
      this.log.error({ err: thrown, code: problem.code }, 'request failed');
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply.status(problem.status).type(problemContentType).send(JSON.stringify(problem));
  }
}
