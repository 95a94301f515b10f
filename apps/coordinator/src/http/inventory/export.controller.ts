import { Readable } from 'node:stream';
import { exportJsonSchema, exportSchema } from '@muster/api';
import { compareHosts, hostsOf, type Row, type Table, tables } from '@muster/inventory';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { InventoryViews } from '../../query/inventory-views.js';
import type { Snapshot } from '../../query/table-reader.js';
import { Turns } from '../../query/turns.js';
import { hangUp } from '../cancellation.js';
import { Documented } from '../openapi.js';
import { Tokens } from '../tokens.js';
import { isKnown } from './asked.js';
import { ConditionalGet } from './documented.js';

@ApiTags('inventory')
@Controller('v1/inventory/export')
export class ExportController {
  constructor(@Inject(Tokens.InventoryViews) private readonly views: InventoryViews) {}

  @Get()
  @Documented({
    summary: 'The whole inventory as one JSON document, all of one revision',
    description: 'Its JSON Schema is at /v1/inventory/export/schema.',
    status: 200,
    answer: exportSchema,
  })
  @ConditionalGet
  async whole(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const snapshot = await this.views.now();
    if (isKnown(request, reply, this.views.etag(snapshot))) return;
    // Written as it is read: thousands of hosts do not fit into one text.
    const pieces = Readable.from(documentOf(snapshot, hangUp(request)));
    await reply.type('application/json; charset=utf-8').send(pieces);
  }

  @Get('schema')
  @Documented({
    summary: 'JSON Schema of the export',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
  })
  schema(): object {
    return exportJsonSchema();
  }
}

/** The document in pieces, one a table and host. */
async function* documentOf(snapshot: Snapshot, signal: AbortSignal): AsyncGenerator<string> {
  const turns = new Turns(signal);
  const hosts = hostsOf(snapshot, snapshot.fleets.named).toSorted(compareHosts);
  const head = {
    version: 1,
    exportedAt: new Date().toISOString(),
    revision: snapshot.inventory.revision,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tables":{`;
  for (const [nth, table] of Object.values<Table>(tables).entries()) {
    yield `${nth === 0 ? '' : ','}${JSON.stringify(table.name)}:[`;
    let isFirst = true;
    for (const host of hosts) {
      await turns.next();
      const rows = table.rows(snapshot, host);
      if (rows.length === 0) continue;
      yield `${isFirst ? '' : ','}${rowsText(rows)}`;
      isFirst = false;
    }
    yield ']';
  }
  yield '}}\n';
}

const rowsText = (rows: readonly Row[]): string => rows.map((row) => JSON.stringify(row)).join();
