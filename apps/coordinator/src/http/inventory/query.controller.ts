import {
  createQuerySchema,
  type QueryAnswer,
  queryAnswerSchema,
  type TableSchemaList,
  tableSchemaListSchema,
} from '@muster/api';
import { FleetError } from '@muster/kernel';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { SqlFault } from '../../query/sql/engine-process.js';
import type { Parameters, Value } from '../../query/sql/sql-engine.js';
import type { SqlQueries } from '../../query/sql/sql-queries.js';
import { tableSchemaView } from '../../views/table-schema-view.js';
import { requestSignal } from '../cancellation.js';
import { Documented } from '../openapi.js';
import { ProblemError } from '../problem.js';
import { Tokens } from '../tokens.js';
import { validated } from '../validation.js';

@ApiTags('inventory')
@Controller('v1/inventory')
export class QueryController {
  constructor(@Inject(Tokens.SqlQueries) private readonly queries: SqlQueries) {}

  @Get('schema')
  @Documented({
    summary: 'The tables: what each column means',
    status: 200,
    answer: tableSchemaListSchema,
  })
  schema(): TableSchemaList {
    return tableSchemaView();
  }

  @Post('query')
  @HttpCode(200)
  @Documented({
    summary: 'Ask the inventory in SQL',
    description:
      'SQLite over all fleets, in a process of its own that can read the tables and nothing else. Queries run one after the other. Answers at most 32 MiB.',
    status: 200,
    answer: queryAnswerSchema,
    body: createQuerySchema,
    problems: {
      422: 'sql-invalid, sql-refused, request-invalid',
      429: 'exhausted: it took too much memory, or too many wait',
      504: 'deadline: it took longer than timeMs',
    },
  })
  async query(@Req() request: FastifyRequest, @Body() body: unknown): Promise<QueryAnswer> {
    const { parameters, ...asked } = validated(createQuerySchema, body, 'body');
    const query = { ...asked, parameters: inSql(parameters) };
    try {
      const answer = await this.queries.query(query, requestSignal(request));
      return { ...answer, columns: [...answer.columns], rows: answer.rows.map((row) => [...row]) };
    } catch (thrown) {
      throw problemOf(thrown);
    }
  }
}

type Given = Value | boolean;

const valueIn = (given: Given): Value => (typeof given === 'boolean' ? Number(given) : given);

function inSql(given: readonly Given[] | Readonly<Record<string, Given>>): Parameters {
  if (Array.isArray(given)) return (given as readonly Given[]).map(valueIn);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueIn(value)]));
}

function problemOf(thrown: unknown): unknown {
  const hint = 'muster query --schema tells which tables and columns there are';
  if (thrown instanceof SqlFault && thrown.code === 'sql-refused')
    return new ProblemError(422, thrown.code, `this may not be asked: ${thrown.message}`, [
      'ask one SELECT over the tables of the inventory',
      hint,
    ]);
  if (thrown instanceof SqlFault) return new ProblemError(422, thrown.code, thrown.message, [hint]);
  const fault = FleetError.from(thrown);
  if (fault.code === 'deadline')
    return new ProblemError(504, 'deadline', fault.message, [
      'ask for less, or allow more time (timeMs)',
    ]);
  return thrown;
}
