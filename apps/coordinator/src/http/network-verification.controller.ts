import {
  type NetworkVerification,
  networkVerificationSchema,
  type NetworkView,
  type OperationAnswer,
  operationSchema,
} from '@muster/api';
import type { Goal } from '@muster/plan';
import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Plans } from '../operations/plans.js';
import type { VerificationStore } from '../store/verifications.js';
import { operationView } from '../views/operation-view.js';
import { requestSignal } from './cancellation.js';
import type { Launcher } from './launcher.js';
import { type NetworkLook, notFound } from './networks/network-look.js';
import { Documented, FleetParam } from './openapi.js';
import { Tokens } from './tokens.js';
import { verifyNow } from './verify.js';

const NameParam = ApiParam({
  name: 'name',
  description: "The network's name, or Docker's id of it.",
  schema: { type: 'string' },
});

@ApiTags('networks')
@Controller('v1/fleets/:fleet/networks/:name')
export class NetworkVerificationController {
  constructor(
    @Inject(Tokens.NetworkLook) private readonly look: NetworkLook,
    @Inject(Tokens.Plans) private readonly plans: Plans,
    @Inject(Tokens.Launcher) private readonly launcher: Launcher,
    @Inject(Tokens.VerificationStore) private readonly store: VerificationStore,
  ) {}

  @Post('verify')
  @HttpCode(202)
  @Documented({
    summary: 'Verify a network by packets',
    description:
      'A task on every host, for a moment: names, UDP and TCP, small and large, between all ordered pairs. The operation fails where something does not pass.',
    status: 202,
    answer: operationSchema,
    problems: {
      404: 'network-not-found',
      409: 'plan-blocked with findings, fleet-busy',
      503: 'unavailable',
    },
  })
  @FleetParam
  @NameParam
  async verify(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
  ): Promise<OperationAnswer> {
    const { spec, text } = await this.plans.fleet(fleet);
    const network = await this.#network(fleet, name, request);
    const what = { spec, name: network.name, verify: verifyNow() };
    const goal: Goal = { kind: 'network.verify', ...what };
    const draft = await this.plans.draft({ goal, specText: text }, requestSignal(request));
    return operationView(await this.launcher.launchNow(draft), draft.plan, []);
  }

  @Get('verification')
  @Documented({
    summary: 'What verifying a network found, the latest and what was before',
    status: 200,
    answer: networkVerificationSchema,
    problems: { 404: 'network-not-found', 503: 'unavailable' },
  })
  @FleetParam
  @NameParam
  async verification(
    @Req() request: FastifyRequest,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
  ): Promise<NetworkVerification> {
    const { id, name: network } = await this.#network(fleet, name, request);
    const history = await this.store.history(fleet, id);
    const latest = history[0] && (await this.store.report(history[0].id));
    return { network, networkId: id, latest: latest ?? null, history: [...history] };
  }

  /** @throws ProblemError network-not-found; unavailable where it could be there and nobody could be asked. */
  async #network(fleet: string, name: string, request: FastifyRequest): Promise<NetworkView> {
    const network = await this.look.one(fleet, name, 0, requestSignal(request));
    if (network.scope !== 'swarm') throw notFound(fleet, name);
    return network;
  }
}
