import { type History, historySchema, type HistoryEntryView } from '@muster/api';
import { tableNames } from '@muster/inventory';
import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { ChangeFeed } from '../../query/changes/change-feed.js';
import type { HistoryWriter } from '../../query/changes/history-writer.js';
import type { InventoryViews } from '../../query/inventory-views.js';
import type { HistoryStore, StoredEntry } from '../../store/history.js';
import { hangUp } from '../cancellation.js';
import { Documented } from '../openapi.js';
import { sendEvents, type ServerSentEvent } from '../sse.js';
import { Tokens } from '../tokens.js';
import { validated } from '../validation.js';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());
const historyQuery = z.strictObject({
  since: time.optional(),
  until: time.optional(),
  host: z.string().optional(),
  fleet: z.string().optional(),
  table: z.enum(tableNames as [(typeof tableNames)[number]]).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: z.coerce.number().int().min(1).optional(),
});

/** `since=17`, or `1f2e3d4c-17` as the id of an event says it. */
const place = z
  .string()
  .regex(/^(?:[0-9a-f]{8}-)?\d{1,15}$/, 'a revision, or the id of an event, is expected')
  .optional();

const optional = (name: string, description: string, format?: string): MethodDecorator =>
  ApiQuery({
    ...{ name, required: false, description },
    schema: { type: 'string', ...(format !== undefined && { format }) },
  });

@ApiTags('inventory')
@Controller('v1/inventory')
export class ChangesController {
  constructor(
    @Inject(Tokens.ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(Tokens.InventoryViews) private readonly views: InventoryViews,
    @Inject(Tokens.HistoryStore) private readonly store: HistoryStore,
    @Inject(Tokens.HistoryWriter) private readonly writer: HistoryWriter,
  ) {}

  @Get('watch')
  @Documented({
    summary: 'What changes in the inventory, as it changes',
    description:
      'Server-sent events. `ready` first, with the revision that is followed from; then `change` with revision, at, host and rows (null = read the host anew: there are too many, or it was not known); `resync` with the revision to go on from when changes were missed: the last 4,096 are kept. Resumes after Last-Event-ID.',
    status: 200,
    answer: z.string(),
    problems: { 422: 'request-invalid' },
  })
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string' } })
  @optional('since', 'Changes after this revision, as an answer of this API said it. Default: now.')
  async watch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('since') since?: string,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    const asked = validated(place, lastEventId ?? since, 'since');
    const signal = hangUp(request);
    await sendEvents(reply, this.#events(this.#revisionOf(asked), signal), signal);
  }

  @Get('history')
  @Documented({
    summary: 'What changed, newest first',
    description: 'Kept are the last 100,000 changes of the last 30 days.',
    status: 200,
    answer: historySchema,
    problems: { 422: 'request-invalid' },
  })
  @optional('since', 'RFC 3339.', 'date-time')
  @optional('until', 'RFC 3339.', 'date-time')
  @optional('host', 'Only of this host.')
  @optional('fleet', 'Only of hosts that were of this fleet then.')
  @optional('table', `Only rows of this table: ${tableNames.join(', ')}.`)
  @optional('cursor', '`next` of the page before.')
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 1_000 },
  })
  async history(@Query() asked: Readonly<Record<string, string>>): Promise<History> {
    const { cursor, limit, ...filter } = validated(historyQuery, asked, 'query');
    // Whoever asks sees everything that was noticed.
    await this.feed.settled();
    await this.writer.flush();
    const found = await this.store.entries({
      ...withoutUndefined(filter),
      limit: limit + 1,
      ...(cursor !== undefined && { beforeId: cursor }),
    });
    const entries = found.slice(0, limit);
    const next = found.length > limit ? String(entries.at(-1)?.id) : null;
    return { entries: entries.map(entryView), next };
  }

  /** Of another life of the coordinator nothing is known: its revisions are as good as too old. */
  #revisionOf(asked: string | undefined): number {
    if (asked === undefined) return this.feed.revision;
    const [revision = '', life] = asked.split('-').reverse();
    return life === undefined || life === this.views.life ? Number(revision) : -1;
  }

  async *#events(since: number, signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
    const id = (revision: number): string => `${this.views.life}-${String(revision)}`;
    yield { event: 'ready', data: { revision: since < 0 ? this.feed.revision : since } };
    for await (const told of this.feed.follow(since, signal)) {
      if (told.kind === 'change')
        yield { id: id(told.change.revision), event: 'change', data: told.change };
      else yield { id: id(told.revision), event: 'resync', data: { revision: told.revision } };
    }
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const withoutUndefined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as Defined<T>;

/** Rows of the store are rows of a table: cells are what JSON has. */
const entryView = (entry: StoredEntry): HistoryEntryView => entry as HistoryEntryView;
