import { createPlanSchema, type PlanView, planSchema } from '@muster/api';
import type { Goal } from '@muster/plan';
import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Plans } from '../operations/plans.js';
import type { OperationStore } from '../store/operations.js';
import { planView } from '../views/operation-view.js';
import { requestSignal } from './cancellation.js';
import { checkAccept, specOf } from './checks/asked.js';
import { Documented, FleetParam } from './openapi.js';
import { ProblemError } from './problem.js';
import { acceptOf } from './queries.js';
import { VerifyQuery, verifyOf } from './verify.js';
import { Tokens } from './tokens.js';
import { validated } from './validation.js';

@ApiTags('plans')
@Controller('v1')
export class PlansController {
  constructor(
    @Inject(Tokens.Plans) private readonly plans: Plans,
    @Inject(Tokens.OperationStore) private readonly store: OperationStore,
  ) {}

  @Post('plans')
  @Documented({
    summary: 'Plan a fleet as this spec says',
    description:
      'Looks at all its hosts, and proves the ports where a swarm is to be made or enlarged. A plan with blockers can be shown, not applied. Nothing is changed.',
    status: 201,
    answer: planSchema,
    problems: { 422: 'spec-invalid, with every finding; accept-refused' },
  })
  @ApiConsumes('application/yaml')
  @ApiQuery({
    name: 'accept',
    required: false,
    description: 'Ids of findings to go on over; several times, or with commas between.',
    schema: { type: 'array', items: { type: 'string' } },
  })
  @VerifyQuery
  @ApiBody({ description: "The spec's text, YAML or JSON, UTF-8.", schema: { type: 'string' } })
  async fromSpec(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @Query('accept') accept?: string | string[],
    @Query('verify') verify?: string,
  ): Promise<PlanView> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(415, 'media-type-unsupported', 'the body must be the text of a spec', [
        'send it with Content-Type: application/yaml',
      ]);
    }
    const accepted = acceptOf(accept);
    checkAccept(accepted);
    const goal: Goal = { kind: 'up', spec: specOf(body), ...verifyOf(verify) };
    const wanted = { goal, specText: body.toString('utf8'), accept: accepted };
    return planView(await this.plans.make(wanted, requestSignal(request)));
  }

  @Post('fleets/:fleet/plans')
  @Documented({
    summary: 'Plan to take the fleet out of its swarm',
    status: 201,
    answer: planSchema,
    body: createPlanSchema,
    problems: { 404: 'fleet-not-found' },
  })
  @FleetParam
  async forFleet(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Body() body: unknown,
  ): Promise<PlanView> {
    const { goal } = validated(createPlanSchema, body, 'body');
    const { spec, text } = await this.plans.fleet(fleet);
    const wanted = { goal: { kind: goal, spec }, specText: text };
    return planView(await this.plans.make(wanted, requestSignal(request)));
  }

  @Get('plans/:id')
  @Documented({
    summary: 'A plan',
    status: 200,
    answer: planSchema,
    problems: { 404: 'not-found' },
  })
  @ApiParam({ name: 'id', schema: { type: 'string' } })
  async one(@Param('id') id: string): Promise<PlanView> {
    return planView(await this.store.plan(id));
  }
}
