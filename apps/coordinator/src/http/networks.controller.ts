import {
  createNetworkSchema,
  type NetworkList,
  networkListSchema,
  networkSchema,
  type NetworkView,
  type OperationAnswer,
  operationSchema,
} from '@muster/api';
import type { Goal } from '@muster/plan';
import { parseNetworkSpec } from '@muster/spec';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { Plans } from '../operations/plans.js';
import type { VerificationStore } from '../store/verifications.js';
import { networkViews } from '../views/network-view.js';
import { operationView } from '../views/operation-view.js';
import { requestSignal } from './cancellation.js';
import type { Launcher } from './launcher.js';
import { Documented, FleetParam, MaxAge } from './openapi.js';
import { ProblemError } from './problem.js';
import { maxAgeOf } from './queries.js';
import { Tokens } from './tokens.js';
import { validated } from './validation.js';
import { verifyNow } from './verify.js';

const NameParam = ApiParam({
  name: 'name',
  description: "The network's name.",
  schema: { type: 'string' },
});

@ApiTags('networks')
@Controller('v1/fleets/:fleet/networks')
export class NetworksController {
  constructor(
    @Inject(Tokens.Keeper) private readonly keeper: InventoryKeeper,
    @Inject(Tokens.Plans) private readonly plans: Plans,
    @Inject(Tokens.Launcher) private readonly launcher: Launcher,
    @Inject(Tokens.VerificationStore) private readonly verifications: VerificationStore,
  ) {}

  @Get()
  @Documented({
    summary: "The swarm's networks",
    status: 200,
    answer: networkListSchema,
    problems: { 404: 'not-found' },
  })
  @FleetParam
  @MaxAge
  async list(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<NetworkList> {
    const { spec } = await this.plans.fleet(fleet);
    const hosts = spec.hosts.map(({ name }) => name);
    const inventory = await this.keeper.observe(hosts, maxAgeOf(maxAgeMs), requestSignal(request));
    const latest = await this.verifications.latestOf(fleet);
    return { fleet, revision: inventory.revision, ...networkViews(inventory, hosts, latest) };
  }

  @Get(':name')
  @Documented({
    summary: 'One network',
    status: 200,
    answer: networkSchema,
    problems: { 404: 'network-not-found' },
  })
  @FleetParam
  @NameParam
  @MaxAge
  async one(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<NetworkView> {
    const { networks, unknownOn } = await this.list(request, fleet, maxAgeMs);
    const network = networks.find((candidate) => candidate.name === name || candidate.id === name);
    if (network !== undefined) return network;
    const unseen = unknownOn.length === 0 ? '' : ` (${unknownOn.join(', ')} could not be asked)`;
    throw new ProblemError(
      404,
      'network-not-found',
      `fleet ${fleet} has no network "${name}"${unseen}`,
      ['muster networks ls lists those it has'],
    );
  }

  @Post()
  @HttpCode(202)
  @Documented({
    summary: 'Create an overlay network',
    status: 202,
    answer: operationSchema,
    body: createNetworkSchema,
    problems: {
      404: 'not-found',
      409: 'plan-blocked with findings, fleet-busy',
      422: 'request-invalid',
    },
  })
  @FleetParam
  async create(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Body() body: unknown,
  ): Promise<OperationAnswer> {
    const parsed = parseNetworkSpec(validated(createNetworkSchema, body, 'body'));
    if (!parsed.ok) {
      const detail = parsed.findings.map(({ message }) => message).join('; ');
      throw new ProblemError(422, 'request-invalid', detail, [], parsed.findings);
    }
    const { spec, text } = await this.plans.fleet(fleet);
    const goal: Goal = {
      ...{ kind: 'network.create', spec, network: parsed.network },
      verify: verifyNow(),
    };
    return this.#launch(goal, text, request);
  }

  @Delete(':name')
  @HttpCode(202)
  @Documented({
    summary: 'Remove an overlay network; refused while something is attached',
    status: 202,
    answer: operationSchema,
    problems: { 404: 'not-found', 409: 'plan-blocked with findings, fleet-busy' },
  })
  @FleetParam
  @NameParam
  async remove(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
  ): Promise<OperationAnswer> {
    const network = await this.one(request, fleet, name, '0');
    const { spec, text } = await this.plans.fleet(fleet);
    return this.#launch({ kind: 'network.remove', spec, name: network.name }, text, request);
  }

  async #launch(goal: Goal, text: string, request: FastifyRequest): Promise<OperationAnswer> {
    const plan = await this.plans.make({ goal, specText: text }, requestSignal(request));
    const operation = await this.launcher.launchNow(plan);
    return operationView(operation, plan, []);
  }
}
