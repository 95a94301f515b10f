import { chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { FleetError } from '@muster/kernel';
import { type Address, formatAddress, isLocal, type Logger, prepareSocket } from '@muster/runtime';
import { type DynamicModule, Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { watchHangUps } from './cancellation.js';
import { ProblemFilter } from './problem-filter.js';

/** The largest request body: a spec of the largest size that libs/spec reads. Bytes. */
const bodyLimit = 4 * 1024 * 1024;

/** The REST API, on as many addresses as are given. */
export class HttpServer {
  readonly #servers: Server[] = [];

  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly log: Logger,
  ) {}

  static async create(module: DynamicModule, log: Logger): Promise<HttpServer> {
    const adapter = new FastifyAdapter({ bodyLimit, routerOptions: { maxParamLength: 300 } });
    // A spec is text that is checked as bytes (is it UTF-8 at all?), so nothing decodes it on the way.
    const asBytes = { parseAs: 'buffer' as const };
    const types = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/plain'];
    adapter.getInstance().addContentTypeParser(types, asBytes, (_request, body, done) => {
      done(null, body);
    });
    // Nest's own logger writes to standard output; what is worth telling is told by ours.
    NestLogger.overrideLogger(false);
    watchHangUps(adapter.getInstance());
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter);
    app.useGlobalFilters(new ProblemFilter(log));
    serveDocs(app);
    await app.init();
    await adapter.getInstance().ready();
    return new HttpServer(app, log);
  }

  /** @returns where it listens, with the port that was chosen for port 0. @throws unavailable, invalid. */
  async listen(address: Address, insecure: boolean): Promise<Address> {
    if (!isLocal(address)) this.#checkExposed(address, insecure);
    const fastify = this.app.getHttpAdapter().getInstance();
    const server = createServer((request, response) => {
      fastify.routing(request, response);
    });
    this.#servers.push(server);
    await bind(server, address);
    const bound = server.address();
    return address.kind === 'tcp' && typeof bound === 'object' && bound !== null
      ? { ...address, port: bound.port }
      : address;
  }

  /** Open event streams are cut: they would keep the server open for ever. */
  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    await this.app.close();
  }

  #checkExposed(address: Address, insecure: boolean): void {
    const where = formatAddress(address);
    if (!insecure) {
      throw new FleetError(
        'invalid',
        `the REST API on ${where} would be open to everyone who reaches it: use a Unix socket or a loopback address, or add --insecure`,
      );
    }
    this.log.warn({ address: where }, 'INSECURE: the REST API is open to everyone who reaches it');
  }
}

function serveDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Muster')
    .setDescription(
      'One verified Swarm with working overlay networks, from a list of Docker hosts.',
    )
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json' });
}

async function bind(server: Server, address: Address): Promise<void> {
  if (address.kind === 'unix') await prepareSocket(address.path);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new FleetError('unavailable', `listen on ${formatAddress(address)}: ${error.message}`, {
          cause: error,
        }),
      );
    });
    const options =
      address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port };
    server.listen(options, resolve);
  });
  // Whoever may open the socket administers the fleet.
  if (address.kind === 'unix') chmodSync(address.path, 0o600);
}
