import { type FleetList, fleetListSchema, type FleetStatus, fleetStatusSchema } from '@muster/api';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { SessionHub } from '../agents/session-hub.js';
import type { PathMtus } from '../checks/path-mtus.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { Operations } from '../operations/operations.js';
import type { Plans } from '../operations/plans.js';
import type { SpecStore } from '../store/specs.js';
import { fleetStatusView } from '../views/fleet-view.js';
import { requestSignal } from './cancellation.js';
import { Documented, FleetParam, MaxAge } from './openapi.js';
import { maxAgeOf } from './queries.js';
import { Tokens } from './tokens.js';

@ApiTags('fleets')
@Controller('v1/fleets')
export class FleetsController {
  constructor(
    @Inject(Tokens.Hub) private readonly hub: SessionHub,
    @Inject(Tokens.Keeper) private readonly keeper: InventoryKeeper,
    @Inject(Tokens.SpecStore) private readonly specs: SpecStore,
    @Inject(Tokens.Plans) private readonly plans: Plans,
    @Inject(Tokens.Operations) private readonly operations: Operations,
    @Inject(Tokens.PathMtus) private readonly paths: PathMtus,
  ) {}

  @Get()
  @Documented({ summary: 'All fleets', status: 200, answer: fleetListSchema })
  async list(): Promise<FleetList> {
    const fleets = await this.specs.all();
    return {
      fleets: fleets.map((stored) => ({
        fleet: stored.fleet,
        specDigest: stored.digest,
        hosts: 'problem' in stored ? [] : stored.spec.hosts.map(({ name }) => name),
        appliedAt: stored.appliedAt,
        ...('problem' in stored && { problem: stored.problem }),
      })),
    };
  }

  @Get(':fleet')
  @Documented({
    summary: 'How the fleet stands: what was observed, and what differs from its spec',
    status: 200,
    answer: fleetStatusSchema,
    problems: {
      404: 'not-found',
      409: 'precondition: its spec was stored by a version that allowed more',
    },
  })
  @FleetParam
  @MaxAge
  async status(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<FleetStatus> {
    const stored = await this.plans.fleet(fleet);
    const hosts = stored.spec.hosts.map(({ name }) => name);
    const inventory = await this.keeper.observe(hosts, maxAgeOf(maxAgeMs), requestSignal(request));
    const operation = await this.operations.runningOf(fleet);
    const evidence = await this.paths.of(fleet);
    return fleetStatusView(
      stored,
      inventory,
      evidence,
      (host) => this.hub.session(host),
      operation,
    );
  }
}
