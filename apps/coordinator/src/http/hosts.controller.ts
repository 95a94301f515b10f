import { type HostList, hostListSchema, hostSchema, type HostView } from '@muster/api';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { SessionHub } from '../agents/session-hub.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { SpecStore } from '../store/specs.js';
import { hostFactsView } from '../views/host-facts-view.js';
import { hostView } from '../views/host-view.js';
import { requestSignal } from './cancellation.js';
import { Documented, MaxAge } from './openapi.js';
import { ProblemError } from './problem.js';
import { maxAgeOf } from './queries.js';
import { Tokens } from './tokens.js';

@ApiTags('hosts')
@Controller('v1/hosts')
export class HostsController {
  constructor(
    @Inject(Tokens.Hub) private readonly hub: SessionHub,
    @Inject(Tokens.Keeper) private readonly keeper: InventoryKeeper,
    @Inject(Tokens.SpecStore) private readonly specs: SpecStore,
  ) {}

  @Get()
  @Documented({
    summary: 'All hosts that ever connected, or that a spec names',
    status: 200,
    answer: hostListSchema,
  })
  @ApiQuery({ name: 'fleet', required: false, schema: { type: 'string' } })
  @MaxAge
  async list(
    @Req() request: FastifyRequest,
    @Query('fleet') fleet?: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<HostList> {
    const fleets = await this.#fleets();
    const names = [...new Set([...Object.keys(this.keeper.inventory.hosts), ...fleets.keys()])]
      .filter((host) => fleet === undefined || fleets.get(host) === fleet)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const inventory = await this.keeper.observe(names, maxAgeOf(maxAgeMs), requestSignal(request));
    const hosts = names.map((host) =>
      hostView(inventory, host, fleets.get(host) ?? null, this.hub.session(host)),
    );
    return { revision: inventory.revision, hosts };
  }

  @Get(':host')
  @Documented({
    summary: 'One host',
    status: 200,
    answer: hostSchema,
    problems: { 404: 'host-not-found' },
  })
  @ApiParam({ name: 'host', schema: { type: 'string' } })
  @MaxAge
  async one(
    @Req() request: FastifyRequest,
    @Param('host') host: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<HostView> {
    const fleets = await this.#fleets();
    const inventory = await this.keeper.observe([host], maxAgeOf(maxAgeMs), requestSignal(request));
    if (inventory.hosts[host] === undefined && !fleets.has(host)) {
      throw new ProblemError(
        404,
        'host-not-found',
        `no host "${host}" ever connected, and no spec names it`,
        ['muster hosts lists those that did'],
      );
    }
    const line = hostView(inventory, host, fleets.get(host) ?? null, this.hub.session(host));
    return { ...line, facts: hostFactsView(inventory, host) };
  }

  /** Fleet by host. */
  async #fleets(): Promise<ReadonlyMap<string, string>> {
    const fleets = await this.specs.fleets();
    return new Map(fleets.flatMap(({ spec }) => spec.hosts.map(({ name }) => [name, spec.fleet])));
  }
}
