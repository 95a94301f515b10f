import { hostListSchema, hostSchema, type HostView } from '@muster/api';
import { tables, valuesOf } from '@muster/inventory';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { SessionHub } from '../agents/session-hub.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { InventoryViews } from '../query/inventory-views.js';
import type { Snapshot, TableReader } from '../query/table-reader.js';
import { hostFactsView } from '../views/host-facts-view.js';
import { hostView } from '../views/host-view.js';
import { requestSignal } from './cancellation.js';
import {
  askedPage,
  cursorOf,
  filterHelp,
  isKnown,
  queryInvalid,
  type QueryString,
} from './inventory/asked.js';
import { TableParameters } from './inventory/documented.js';
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
    @Inject(Tokens.InventoryViews) private readonly views: InventoryViews,
    @Inject(Tokens.TableReader) private readonly reader: TableReader,
  ) {}

  @Get()
  @Documented({
    summary: 'All hosts that ever connected, or that a spec names',
    description: `${filterHelp} What can be filtered and sorted by is what the table hosts has (\`muster query --schema\`); \`fields\` chooses among what is answered. Without limit all are.`,
    status: 200,
    answer: hostListSchema.extend({ hosts: z.array(hostSchema.partial()) }),
    problems: { 422: 'query-invalid with what there is, cursor-invalid, request-invalid' },
  })
  @TableParameters(tables.hosts)
  @MaxAge
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() asked: QueryString,
  ): Promise<void> {
    const {
      query,
      limit,
      after,
      maxAgeMs = maxAgeOf(undefined),
    } = askedPage(tables.hosts, asked, ['fields']);
    const fields = chosenFields(asked['fields']);
    const signal = requestSignal(request);
    const snapshot = await this.views.after(maxAgeMs, signal, valuesOf(query.filters, 'fleet'));
    if (isKnown(request, reply, this.views.etag(snapshot))) return;
    const all = asked['limit'] === undefined ? Number.MAX_SAFE_INTEGER : limit;
    const { rows, next } = await this.reader.page(snapshot, query, { limit: all, after, signal });
    const hosts = rows.map((row) => this.#view(snapshot, row['host'] as string));
    await reply.send({
      revision: snapshot.inventory.revision,
      hosts: fields === undefined ? hosts : hosts.map((host) => only(host, fields)),
      next: cursorOf(query, next),
    });
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
    await this.keeper.observe([host], maxAgeOf(maxAgeMs), requestSignal(request));
    const snapshot = await this.views.now();
    const { inventory, fleets } = snapshot;
    if (inventory.hosts[host] === undefined && !fleets.named.includes(host)) {
      throw new ProblemError(
        404,
        'host-not-found',
        `no host "${host}" ever connected, and no spec names it`,
        ['muster hosts lists those that did'],
      );
    }
    return { ...this.#view(snapshot, host), facts: hostFactsView(inventory, host) };
  }

  #view({ inventory, fleetOf }: Snapshot, host: string): HostView {
    return hostView(inventory, host, fleetOf(host), this.hub.session(host));
  }
}

/** @throws ProblemError 422 */
function chosenFields(
  asked: string | readonly string[] | undefined,
): readonly string[] | undefined {
  if (asked === undefined) return undefined;
  const known = Object.keys(hostSchema.shape);
  const fields = [asked].flat().flatMap((text) => text.split(','));
  const faults = fields
    .filter((field) => !known.includes(field))
    .map((field) => ({
      parameter: 'fields',
      message: `a host has no "${field}": there are ${known.join(', ')}`,
    }));
  if (faults.length > 0) throw queryInvalid(faults);
  return fields;
}

const only = (host: HostView, fields: readonly string[]): Partial<HostView> =>
  Object.fromEntries(Object.entries(host).filter(([name]) => fields.includes(name)));
