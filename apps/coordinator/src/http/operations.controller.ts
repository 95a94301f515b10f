import {
  createOperationSchema,
  type OperationAnswer,
  type OperationList,
  operationListSchema,
  operationSchema,
} from '@muster/api';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Journal } from '../operations/journal.js';
import type { Operations } from '../operations/operations.js';
import type { JournalEntry, OperationStore, StoredOperation } from '../store/operations.js';
import { operationView } from '../views/operation-view.js';
import { hangUp, requestSignal } from './cancellation.js';
import type { Launcher } from './launcher.js';
import { Documented, FleetParam } from './openapi.js';
import { limitOf } from './queries.js';
import { sendEvents, type ServerSentEvent } from './sse.js';
import { Tokens } from './tokens.js';
import { validated } from './validation.js';

const OperationId = ApiParam({ name: 'id', schema: { type: 'string' } });

@ApiTags('operations')
@Controller('v1')
export class OperationsController {
  constructor(
    @Inject(Tokens.Launcher) private readonly launcher: Launcher,
    @Inject(Tokens.Operations) private readonly operations: Operations,
    @Inject(Tokens.OperationStore) private readonly store: OperationStore,
    @Inject(Tokens.Journal) private readonly journal: Journal,
  ) {}

  @Post('fleets/:fleet/operations')
  @HttpCode(202)
  @Documented({
    summary: 'Run a plan',
    status: 202,
    answer: operationSchema,
    body: createOperationSchema,
    problems: { 404: 'not-found', 409: 'plan-stale, plan-blocked, fleet-busy' },
  })
  @FleetParam
  async start(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('fleet') fleet: string,
    @Body() body: unknown,
  ): Promise<OperationAnswer> {
    const { planId } = validated(createOperationSchema, body, 'body');
    const operation = await this.launcher.launch(fleet, planId, requestSignal(request));
    return accepted(reply, await this.#view(operation));
  }

  @Get('operations')
  @Documented({ summary: 'Operations, newest first', status: 200, answer: operationListSchema })
  @ApiQuery({ name: 'fleet', required: false, schema: { type: 'string' } })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 1000 },
  })
  async list(
    @Query('fleet') fleet?: string,
    @Query('limit') limit?: string,
  ): Promise<OperationList> {
    const filter = { limit: limitOf(limit), ...(fleet === undefined ? {} : { fleet }) };
    return { operations: [...(await this.store.operations(filter))] };
  }

  @Get('operations/:id')
  @Documented({
    summary: 'One operation',
    status: 200,
    answer: operationSchema,
    problems: { 404: 'not-found' },
  })
  @OperationId
  async one(@Param('id') id: string): Promise<OperationAnswer> {
    return this.#view(await this.store.operation(id));
  }

  @Get('operations/:id/events')
  @Documented({
    summary: 'What happens in the operation, from its beginning until its end',
    description:
      'Server-sent events: `id` is the place in the journal, `event` the kind, `data` JSON with seq, at and the event. Resumes after Last-Event-ID. Closed by the server when the operation has ended.',
    status: 200,
    answer: z.string(),
    problems: { 404: 'not-found' },
  })
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'integer' } })
  @OperationId
  async events(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    await this.store.operation(id);
    const after = validated(
      z.coerce.number().int().min(0).default(0),
      lastEventId,
      'Last-Event-ID',
    );
    const signal = hangUp(request);
    const entries = this.journal.follow(id, after, signal);
    await sendEvents(reply, eventsOf(entries), signal);
  }

  @Post('operations/:id/cancel')
  @HttpCode(202)
  @Documented({
    summary: 'Stop an operation; what it did stays',
    status: 202,
    answer: operationSchema,
    problems: { 404: 'not-found', 409: 'precondition: it has ended' },
  })
  @OperationId
  async cancel(@Param('id') id: string): Promise<OperationAnswer> {
    return this.#view(await this.operations.cancel(id));
  }

  async #view(operation: StoredOperation): Promise<OperationAnswer> {
    const plan = await this.store.plan(operation.planId);
    return operationView(operation, plan, await this.store.journal(operation.id, 0));
  }
}

async function* eventsOf(entries: AsyncIterable<JournalEntry>): AsyncGenerator<ServerSentEvent> {
  for await (const { seq, at, event } of entries)
    yield { id: String(seq), event: event.type, data: { seq, at, ...event } };
}

function accepted(reply: FastifyReply, operation: OperationAnswer): OperationAnswer {
  void reply.header('Location', `/v1/operations/${operation.id}`);
  return operation;
}
