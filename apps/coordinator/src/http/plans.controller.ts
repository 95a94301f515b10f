import { createPlanSchema, type PlanView, planSchema } from '@muster/api';
import type { Goal } from '@muster/plan';
import { parseFleetSpec } from '@muster/spec';
import { Body, Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Plans } from '../operations/plans.js';
import type { OperationStore } from '../store/operations.js';
import { planView } from '../views/operation-view.js';
import { requestSignal } from './cancellation.js';
import { Documented, FleetParam } from './openapi.js';
import { ProblemError } from './problem.js';
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
      'Looks at all its hosts. A plan with blockers can be shown, not applied. Nothing is changed.',
    status: 201,
    answer: planSchema,
    problems: { 422: 'spec-invalid, with every finding' },
  })
  @ApiConsumes('application/yaml')
  @ApiBody({ description: "The spec's text, YAML or JSON, UTF-8.", schema: { type: 'string' } })
  async fromSpec(@Req() request: FastifyRequest, @Body() body: unknown): Promise<PlanView> {
    if (!Buffer.isBuffer(body)) {
      throw new ProblemError(415, 'media-type-unsupported', 'the body must be the text of a spec', [
        'send it with Content-Type: application/yaml',
      ]);
    }
    const parsed = parseFleetSpec(body);
    if (!parsed.ok) {
      const { length } = parsed.findings;
      const detail =
        length === 1 ? 'the spec has a finding' : `the spec has ${String(length)} findings`;
      throw new ProblemError(422, 'spec-invalid', detail, [], parsed.findings);
    }
    const goal: Goal = { kind: 'up', spec: parsed.spec };
    return planView(await this.plans.make(goal, body.toString('utf8'), requestSignal(request)));
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
    return planView(await this.plans.make({ kind: goal, spec }, text, requestSignal(request)));
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
