import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Metrics } from './metrics.js';
import { Documented } from '../http/openapi.js';
import { Tokens } from '../http/tokens.js';

@ApiTags('metrics')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Tokens.Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Documented({
    summary: 'For Prometheus: ports of the fleets that are up, sessions, operations, inventory age',
    status: 200,
    answer: z.string(),
  })
  @ApiProduces('text/plain')
  async text(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.contentType).send(await this.metrics.text());
  }
}
