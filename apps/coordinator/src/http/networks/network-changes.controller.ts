import {
  type NetworkView,
  type OperationAnswer,
  operationSchema,
  updateNetworkSchema,
} from '@muster/api';
import type { FleetSpec } from '@muster/spec';
import {
  Body,
  Controller,
  Delete,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operations } from '../../operations/operations.js';
import type { Plans } from '../../operations/plans.js';
import type { OperationStore, StoredOperation } from '../../store/operations.js';
import { operationView } from '../../views/operation-view.js';
import { requestSignal } from '../cancellation.js';
import { Documented, FleetParam } from '../openapi.js';
import { ProblemError } from '../problem.js';
import { flagOf } from '../queries.js';
import { Tokens } from '../tokens.js';
import { verifyOf } from '../verify.js';
import { acceptedIn, type ChangeQuery, keyIn, networkIn, relabelled } from './asked.js';
import { ChangeParams, createProblems, Creation, Force, NameParam } from './documented.js';
import type { NetworkChange, NetworkChanges } from './network-changes.js';
import type { NetworkLook } from './network-look.js';
import type { Once } from './once.js';

type NetworkGoal = NetworkChange['goal'];

@ApiTags('networks')
@Controller('v1/fleets/:fleet/networks')
export class NetworkChangesController {
  constructor(
    @Inject(Tokens.NetworkLook) private readonly look: NetworkLook,
    @Inject(Tokens.Plans) private readonly plans: Plans,
    @Inject(Tokens.Operations) private readonly operations: Operations,
    @Inject(Tokens.OperationStore) private readonly store: OperationStore,
    @Inject(Tokens.NetworkChanges) private readonly changes: NetworkChanges,
    @Inject(Tokens.Once) private readonly once: Once,
  ) {}

  @Post()
  @HttpCode(202)
  @Creation
  async create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Body() body: unknown,
    @Query() query: ChangeQuery,
    @Headers('idempotency-key') header?: string,
  ): Promise<OperationAnswer | NetworkView> {
    const network = networkIn(body);
    const accept = acceptedIn(query);
    const waitReady = flagOf('waitReady', query.waitReady, true);
    // No task can be put on the routing mesh to verify it.
    const { verify: scope = waitReady && !network.ingress ? 'changed' : 'none' } = query;
    const verify = verifyOf(scope);
    const keyed = { fleet, key: keyIn(header), asked: { network, accept, waitReady, scope } };
    const operation = await this.once.start(keyed, () =>
      this.#start(fleet, creating(network, verify), accept, request),
    );
    if (waitReady) return this.#accepted(reply, operation);
    const ended = await this.operations.wait(operation.id, requestSignal(request));
    return this.#created(reply, ended, network.name);
  }

  @Patch(':name')
  @HttpCode(202)
  @Documented({
    summary: 'Change the labels of a network, which makes it anew',
    description:
      'No Engine has a call that changes a network. With replace=1 the old one goes and a new one with the same addresses comes; without, the answer says who is on it.',
    status: 202,
    answer: operationSchema,
    body: updateNetworkSchema,
    problems: { ...createProblems, 409: 'network-immutable, plan-blocked, fleet-busy' },
  })
  @FleetParam
  @NameParam
  @ChangeParams
  async update(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
    @Body() body: unknown,
    @Query() query: ChangeQuery,
  ): Promise<OperationAnswer> {
    const seen = await this.look.one(fleet, name, 0, requestSignal(request));
    const network = relabelled(await this.look.fact(fleet, seen.id), body);
    if (!flagOf('replace', query.replace, false)) throw immutable(seen);
    const accept = acceptedIn(query);
    const goal = creating(network, verifyOf(network.ingress ? 'none' : 'changed'));
    return this.#accepted(reply, await this.#start(fleet, goal, accept, request));
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
  @Force
  async remove(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Param('name') name: string,
    @Query('force') force?: string,
  ): Promise<OperationAnswer> {
    const network = await this.look.one(fleet, name, 'live', requestSignal(request));
    const accept = acceptedIn(force === undefined ? {} : { force });
    const goal = (spec: FleetSpec): NetworkGoal => ({
      kind: 'network.remove',
      spec,
      name: network.name,
    });
    return this.#accepted(reply, await this.#start(fleet, goal, accept, request));
  }

  async #start(
    fleet: string,
    goalFor: (spec: FleetSpec) => NetworkGoal,
    accept: readonly string[],
    request: FastifyRequest,
  ): Promise<StoredOperation> {
    const { spec, text } = await this.plans.fleet(fleet);
    const change = { goal: goalFor(spec), specText: text, accept };
    return this.changes.start(change, requestSignal(request));
  }

  async #accepted(reply: FastifyReply, operation: StoredOperation): Promise<OperationAnswer> {
    void reply.header('Location', `/v1/operations/${operation.id}`);
    const plan = await this.store.plan(operation.planId);
    return operationView(operation, plan, await this.store.journal(operation.id, 0));
  }

  async #created(
    reply: FastifyReply,
    operation: StoredOperation,
    name: string,
  ): Promise<NetworkView> {
    if (operation.state !== 'succeeded') {
      const why = operation.reason ?? `operation ${operation.id} is ${operation.state}`;
      const remedy = [`muster operations show ${operation.id}`];
      throw new ProblemError(409, 'operation-failed', `network ${name}: ${why}`, remedy);
    }
    const network = await this.look.lastSeen(operation.fleet, name);
    const { steps } = await this.store.plan(operation.planId);
    void reply.status(steps.length === 0 ? 200 : 201);
    void reply.header('Location', `/v1/fleets/${operation.fleet}/networks/${name}`);
    return network;
  }
}

type CreateGoal = Extract<NetworkGoal, { kind: 'network.create' }>;

const creating =
  (network: CreateGoal['network'], verify: ReturnType<typeof verifyOf>) =>
  (spec: FleetSpec): NetworkGoal => ({ kind: 'network.create', spec, network, ...verify });

function immutable({ name, attachments }: NetworkView): ProblemError {
  const who = attachments.map(({ container, host }) => `${container} on ${host}`);
  const on = who.length === 0 ? 'nobody was seen on it' : `on it: ${who.join(', ')}`;
  const detail = `no Engine has a call that changes the labels of a network: ${name} would have to be made anew; ${on}`;
  return new ProblemError(409, 'network-immutable', detail, [
    `muster networks update ${name} --label … --replace`,
  ]);
}
