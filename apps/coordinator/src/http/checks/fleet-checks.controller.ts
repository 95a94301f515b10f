import { type CheckList, checkListSchema, checkSchema, createCheckSchema } from '@muster/api';
import { FleetError } from '@muster/kernel';
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
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Checks } from '../../checks/checks.js';
import { fullMeshUpTo } from '../../checks/question.js';
import type { InventoryKeeper } from '../../inventory/inventory-keeper.js';
import type { Plans } from '../../operations/plans.js';
import { Documented, FleetParam } from '../openapi.js';
import { limitOf } from '../queries.js';
import { Tokens } from '../tokens.js';
import type { CheckAnswers } from './answers.js';
import { asked } from './asked.js';
import { CheckId, Limit, startProblems, WaitMs, waitMsOf } from './documented.js';

@ApiTags('checks')
@Controller('v1/fleets/:fleet/checks')
export class FleetChecksController {
  constructor(
    @Inject(Tokens.Checks) private readonly checks: Checks,
    @Inject(Tokens.CheckAnswers) private readonly answers: CheckAnswers,
    @Inject(Tokens.Keeper) private readonly keeper: InventoryKeeper,
    @Inject(Tokens.Plans) private readonly plans: Plans,
  ) {}

  @Post()
  @HttpCode(202)
  @Documented({
    summary: "Check the ports between the fleet's hosts",
    description: `Between every ordered pair of up to ${String(fullMeshUpTo)} hosts, by a sample between more, on the real ports, before there is a swarm and while one runs. Checks that share a host run one after the other.`,
    status: 202,
    answer: checkSchema,
    body: createCheckSchema,
    problems: startProblems,
  })
  @FleetParam
  async start(
    @Res() reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Body() body: unknown,
  ): Promise<void> {
    const applied = async (name: string) => (await this.plans.fleet(name)).spec;
    const { inventory } = this.keeper;
    const question = await asked(body, fleet, { inventory, applied });
    const check = await this.checks.start(question, { cause: 'request' });
    await this.answers.accepted(reply, check);
  }

  @Get()
  @Documented({
    summary: 'Checks of the fleet, newest first',
    description: 'Kept are the last 50 of the watch over fleets and the last 100 others.',
    status: 200,
    answer: checkListSchema,
  })
  @FleetParam
  @Limit
  list(@Param('fleet') fleet: string, @Query('limit') limit?: string): Promise<CheckList> {
    return this.answers.list({ fleet, limit: limitOf(limit) });
  }

  @Get('latest')
  @Documented({
    summary: 'The newest check of the fleet that succeeded, with its report',
    status: 200,
    answer: checkSchema,
    problems: { 404: 'check-not-found' },
  })
  @FleetParam
  async latest(@Res() reply: FastifyReply, @Param('fleet') fleet: string): Promise<void> {
    await this.answers.send(reply, await this.answers.latest(fleet));
  }

  @Get(':id')
  @Documented({
    summary: 'One check, with its report once it has succeeded',
    status: 200,
    answer: checkSchema,
    problems: { 404: 'not-found' },
  })
  @FleetParam
  @CheckId
  @WaitMs
  async one(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Param('id') id: string,
    @Query('waitMs') waitMs?: string,
  ): Promise<void> {
    const check = await this.answers.after(id, waitMsOf(waitMs), request);
    if (check.fleet !== fleet) {
      throw new FleetError('not_found', `fleet ${fleet} has no check ${id}`);
    }
    await this.answers.send(reply, check);
  }
}
