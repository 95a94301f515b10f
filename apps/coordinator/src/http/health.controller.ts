import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as z from 'zod';
import { Documented } from './openapi.js';
import { ProblemError } from './problem.js';
import { Tokens } from './tokens.js';

/** Whether the store answers. @throws when not. */
export type Health = { ready(): Promise<void> };

const healthSchema = z.strictObject({ status: z.literal('ok') });
type Healthy = z.infer<typeof healthSchema>;

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(@Inject(Tokens.Health) private readonly health: Health) {}

  @Get('healthz')
  @Documented({ summary: 'The process answers', status: 200, answer: healthSchema })
  healthz(): Healthy {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Documented({
    summary: 'The store answers',
    status: 200,
    answer: healthSchema,
    problems: { 503: 'not-ready' },
  })
  async readyz(): Promise<Healthy> {
    try {
      await this.health.ready();
      return { status: 'ok' };
    } catch (thrown) {
      const seen = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ProblemError(503, 'not-ready', seen, ['look at the log of the coordinator']);
    }
  }
}
