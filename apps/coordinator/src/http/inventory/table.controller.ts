import { pageSchemaOf } from '@muster/api';
import { picked, type Table, tables } from '@muster/inventory';
import { Controller, Get, Inject, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InventoryViews } from '../../query/inventory-views.js';
import type { TableReader } from '../../query/table-reader.js';
import { requestSignal } from '../cancellation.js';
import { Documented } from '../openapi.js';
import { Tokens } from '../tokens.js';
import { askedPage, cursorOf, filterHelp, isKnown, type QueryString } from './asked.js';
import { LookFirst, TableParameters } from './documented.js';

/** One route for pages of one table, over all fleets. */
function tableController(table: Table): Type {
  @ApiTags('inventory')
  @Controller(`v1/${table.name}`)
  class TableController {
    constructor(
      @Inject(Tokens.InventoryViews) private readonly views: InventoryViews,
      @Inject(Tokens.TableReader) private readonly reader: TableReader,
    ) {}

    @Get()
    @Documented({
      summary: table.about,
      description: filterHelp,
      status: 200,
      answer: pageSchemaOf(table),
      problems: { 422: 'query-invalid with what there is, cursor-invalid, request-invalid' },
    })
    @TableParameters(table)
    @LookFirst
    async page(
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
      @Query() asked: QueryString,
    ): Promise<void> {
      const { query, maxAgeMs, ...place } = askedPage(table, asked);
      const signal = requestSignal(request);
      const snapshot = await this.views.after(maxAgeMs, signal);
      if (isKnown(request, reply, this.views.etag(snapshot))) return;
      const { rows, next } = await this.reader.page(snapshot, query, { ...place, signal });
      await reply.send({
        revision: snapshot.inventory.revision,
        [table.name]: rows.map((row) => picked(row, query.fields)),
        next: cursorOf(query, next),
      });
    }
  }
  return TableController;
}

const { networks, endpoints, nodes, services, subnets, disagreements } = tables;

const served = [networks, endpoints, nodes, services, subnets, disagreements];
export const tableControllers = served.map(tableController);
