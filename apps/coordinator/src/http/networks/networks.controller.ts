import { type NetworkList, networkListSchema, networkSchema, type NetworkView } from '@muster/api';
import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { requestSignal } from '../cancellation.js';
import { Documented, FleetParam, MaxAge } from '../openapi.js';
import { maxAgeOf } from '../queries.js';
import { Tokens } from '../tokens.js';
import { NameParam } from './documented.js';
import type { NetworkLook } from './network-look.js';

@ApiTags('networks')
@Controller('v1/fleets/:fleet/networks')
export class NetworksController {
  constructor(@Inject(Tokens.NetworkLook) private readonly look: NetworkLook) {}

  @Get()
  @Documented({
    summary: "The swarm's networks",
    status: 200,
    answer: networkListSchema,
    problems: { 404: 'not-found' },
  })
  @FleetParam
  @MaxAge
  list(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<NetworkList> {
    return this.look.list(fleet, maxAgeOf(maxAgeMs), requestSignal(request));
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
  one(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
    @Query('maxAgeMs') maxAgeMs?: string,
  ): Promise<NetworkView> {
    return this.look.one(fleet, name, maxAgeOf(maxAgeMs), requestSignal(request));
  }
}
