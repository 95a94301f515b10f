import type { IncomingMessage } from 'node:http';
import {
  checkListSchema,
  checkSchema,
  fleetListSchema,
  fleetStatusSchema,
  historySchema,
  hostListSchema,
  hostSchema,
  networkListSchema,
  networkSchema,
  networkVerificationSchema,
  operationListSchema,
  operationSchema,
  planSchema,
  queryAnswerSchema,
  tableSchemaListSchema,
  type CreateCheck,
  type CreateNetwork,
  type CreateQuery,
  type UpdateNetwork,
} from '@muster/api';
import type * as z from 'zod';
import type { Address } from './address.js';
import { Stop } from '../stop.js';
import { parseAnswer, problemOf } from './answer.js';
import { contentTypeOf, exchange, open, readAll, type Ask } from './http.js';

/** Every answer may need a fresh look at all hosts, which has its own, shorter deadlines in the coordinator. */
const deadlineMs = 60_000;

/** Nothing that was seen before the question will do. */
const fresh = lookedAtWithin(0);

/** The coordinator's REST, one method a route. Every method throws a Stop when it gets another answer. */
export class Coordinator {
  constructor(
    readonly address: Address,
    private readonly signal: AbortSignal,
  ) {}

  fleets() {
    return this.#get(fleetListSchema, '/v1/fleets');
  }

  fleet(fleet: string) {
    return this.#get(fleetStatusSchema, route`/v1/fleets/${fleet}`, fresh);
  }

  /** @param accept ids of findings that are not to block. */
  planUp(
    specText: Uint8Array,
    accept: readonly string[],
    verify: 'changed' | 'all' | 'none' = 'changed',
  ) {
    const headers = { 'Content-Type': 'application/yaml' };
    const path = withQuery('/v1/plans', [
      ...accept.map((id): [string, string] => ['accept', id]),
      ...(verify === 'changed' ? [] : [['verify', verify] as [string, string]]),
    ]);
    return this.#send(planSchema, { method: 'POST', path, headers, body: specText });
  }

  planDown(fleet: string) {
    return this.#post(planSchema, route`/v1/fleets/${fleet}/plans`, { goal: 'down' });
  }

  apply(fleet: string, planId: string) {
    return this.#post(operationSchema, route`/v1/fleets/${fleet}/operations`, { planId });
  }

  operations(query: { readonly fleet?: string; readonly limit?: string }) {
    return this.#get(operationListSchema, '/v1/operations', query);
  }

  operation(id: string) {
    return this.#get(operationSchema, route`/v1/operations/${id}`);
  }

  cancel(id: string) {
    const path = route`/v1/operations/${id}/cancel`;
    return this.#send(operationSchema, { method: 'POST', path });
  }

  /** @param maxAgeMs what was seen so long ago will do. Milliseconds. */
  hosts(fleet?: string, maxAgeMs = 0) {
    return this.#get(hostListSchema, '/v1/hosts', {
      ...(fleet !== undefined && { fleet }),
      ...lookedAtWithin(maxAgeMs),
    });
  }

  host(host: string) {
    return this.#get(hostSchema, route`/v1/hosts/${host}`, fresh);
  }

  /** @param maxAgeMs what was seen so long ago will do. Milliseconds. */
  networks(fleet: string, maxAgeMs = 0) {
    const path = route`/v1/fleets/${fleet}/networks`;
    return this.#get(networkListSchema, path, lookedAtWithin(maxAgeMs));
  }

  network(fleet: string, name: string) {
    return this.#get(networkSchema, route`/v1/fleets/${fleet}/networks/${name}`, fresh);
  }

  verifyNetwork(fleet: string, name: string) {
    return this.#post(operationSchema, route`/v1/fleets/${fleet}/networks/${name}/verify`, {});
  }

  verification(fleet: string, name: string) {
    const path = route`/v1/fleets/${fleet}/networks/${name}/verification`;
    return this.#get(networkVerificationSchema, path);
  }

  createNetwork(fleet: string, network: CreateNetwork, agreed: Agreed) {
    const path = withQuery(route`/v1/fleets/${fleet}/networks`, queryOf(agreed));
    return this.#post(operationSchema, path, network);
  }

  updateNetwork(fleet: string, name: string, update: UpdateNetwork, agreed: Agreed) {
    const path = withQuery(route`/v1/fleets/${fleet}/networks/${name}`, queryOf(agreed));
    return this.#post(operationSchema, path, update, 'PATCH');
  }

  removeNetwork(fleet: string, name: string, force: boolean) {
    const path = withQuery(route`/v1/fleets/${fleet}/networks/${name}`, queryOf({ force }));
    return this.#send(operationSchema, { method: 'DELETE', path });
  }

  /** @param fleet undefined: the one of the spec, or none. */
  startCheck(fleet: string | undefined, check: CreateCheck) {
    const path = fleet === undefined ? '/v1/checks' : route`/v1/fleets/${fleet}/checks`;
    return this.#post(checkSchema, path, check);
  }

  /** @param waitMs answers at the latest after so long, at once when the check has ended. */
  check(id: string, waitMs = 0) {
    const query = waitMs === 0 ? {} : { waitMs: String(waitMs) };
    return this.#get(checkSchema, route`/v1/checks/${id}`, query);
  }

  latestCheck(fleet: string) {
    return this.#get(checkSchema, route`/v1/fleets/${fleet}/checks/latest`);
  }

  checks(query: { readonly fleet?: string; readonly limit?: string }) {
    return this.#get(checkListSchema, '/v1/checks', query);
  }

  tables() {
    return this.#get(tableSchemaListSchema, '/v1/inventory/schema');
  }

  query(query: CreateQuery) {
    return this.#post(queryAnswerSchema, '/v1/inventory/query', query);
  }

  history(query: Readonly<Record<string, string>>) {
    return this.#get(historySchema, '/v1/inventory/history', query);
  }

  /** The whole inventory as it comes, which may be more than fits into memory. */
  async exported(): Promise<IncomingMessage> {
    const ask = { method: 'GET', path: '/v1/inventory/export' } as const;
    const response = await open(this.address, ask, this.signal);
    if (response.statusCode === 200) return response;
    const answer = {
      status: response.statusCode ?? 0,
      contentType: contentTypeOf(response),
      body: await readAll(response),
    };
    throw Stop.answered(problemOf(this.address, ask, answer));
  }

  #get<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    return this.#send(schema, { method: 'GET', path: withQuery(path, Object.entries(query)) });
  }

  #post<T>(
    schema: z.ZodType<T>,
    path: string,
    document: unknown,
    method: 'POST' | 'PATCH' = 'POST',
  ): Promise<T> {
    const headers = { 'Content-Type': 'application/json' };
    return this.#send(schema, {
      method,
      path,
      headers,
      body: Buffer.from(JSON.stringify(document)),
    });
  }

  async #send<T>(schema: z.ZodType<T>, ask: Ask): Promise<T> {
    const headers = { Accept: 'application/json, application/problem+json', ...ask.headers };
    const within = { signal: this.signal, deadlineMs };
    const answer = await exchange(this.address, { ...ask, headers }, within);
    return parseAnswer(schema, this.address, ask, answer);
  }
}

/** What a person has agreed to. */
export type Agreed = {
  /** A network that is there otherwise is made anew. */
  readonly replace?: boolean;
  /** Standalone containers are disconnected. */
  readonly force?: boolean;
  /** Ids of findings. */
  readonly accept?: readonly string[];
};

const queryOf = ({ replace, force, accept = [] }: Agreed): [string, string][] => [
  ...(replace === true ? [['replace', '1'] as [string, string]] : []),
  ...(force === true ? [['force', '1'] as [string, string]] : []),
  ...accept.map((id): [string, string] => ['accept', id]),
];

function withQuery(path: string, query: [string, string][]): string {
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** A path with its values percent-encoded. */
export function route(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce(
    (path, part, index) => path + encodeURIComponent(values[index - 1] ?? '') + part,
  );
}

function lookedAtWithin(ms: number): { readonly maxAgeMs: string } {
  return { maxAgeMs: String(ms) };
}
