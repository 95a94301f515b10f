import { type CheckList, checkListSchema, checkSchema, createCheckSchema } from '@muster/api';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Checks } from '../../checks/checks.js';
import type { InventoryKeeper } from '../../inventory/inventory-keeper.js';
import type { Plans } from '../../operations/plans.js';
import { Documented } from '../openapi.js';
import { limitOf } from '../queries.js';
import { Tokens } from '../tokens.js';
import type { CheckAnswers } from './answers.js';
import { asked } from './asked.js';
import { CheckId, Limit, startProblems, WaitMs, waitMsOf } from './documented.js';

@ApiTags('checks')
@Controller('v1/checks')
export class ChecksController {
  constructor(
    @Inject(Tokens.Checks) private readonly checks: Checks,
    @Inject(Tokens.CheckAnswers) private readonly answers: CheckAnswers,
    @Inject(Tokens.Keeper) private readonly keeper: InventoryKeeper,
    @Inject(Tokens.Plans) private readonly plans: Plans,
  ) {}

  @Post()
  @HttpCode(202)
  @Documented({
    summary:
      'Check the ports between hosts of a spec, or between hosts by name, before there is a fleet',
    description:
      'Needs `spec` or `hosts`. Hosts by name are of no fleet: each may become a manager, and the data path port is 4789.',
    status: 202,
    answer: checkSchema,
    body: createCheckSchema,
    problems: startProblems,
  })
  async start(@Res() reply: FastifyReply, @Body() body: unknown): Promise<void> {
    const applied = async (fleet: string) => (await this.plans.fleet(fleet)).spec;
    const { inventory } = this.keeper;
    const question = await asked(body, undefined, { inventory, applied });
    const check = await this.checks.start(question, { cause: 'request' });
    await this.answers.accepted(reply, check);
  }

  @Get()
  @Documented({ summary: 'Checks, newest first', status: 200, answer: checkListSchema })
  @ApiQuery({ name: 'fleet', required: false, schema: { type: 'string' } })
  @ApiQuery({
    name: 'operation',
    required: false,
    description: 'Id of the operation that they were a part of.',
    schema: { type: 'string' },
  })
  @Limit
  list(
    @Query('fleet') fleet?: string,
    @Query('operation') operationId?: string,
    @Query('limit') limit?: string,
  ): Promise<CheckList> {
    return this.answers.list({
      limit: limitOf(limit),
      ...(fleet !== undefined && { fleet }),
      ...(operationId !== undefined && { operationId }),
    });
  }

  @Get(':id')
  @Documented({
    summary: 'One check, with its report once it has succeeded',
    status: 200,
    answer: checkSchema,
    problems: { 404: 'not-found' },
  })
  @CheckId
  @WaitMs
  async one(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query('waitMs') waitMs?: string,
  ): Promise<void> {
    const check = await this.answers.after(id, waitMsOf(waitMs), request);
    await this.answers.send(reply, check);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @Documented({
    summary: 'Stop a check; what it opened on the hosts is closed',
    status: 202,
    answer: checkSchema,
    problems: { 404: 'not-found', 409: 'precondition: it has ended' },
  })
  @CheckId
  async cancel(@Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    await this.answers.send(reply, await this.checks.cancel(id));
  }
}
