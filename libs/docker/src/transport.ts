import { Agent, type IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { FleetError } from '@muster/kernel';
import Docker from 'dockerode';
import { EngineRefusal, engineError } from './errors.js';
import { jsonLines } from './json-lines.js';

/** One request to the Engine API. */
export type EngineRequest = {
  /** What it is for, as error messages say it. */
  readonly doing: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without version, its variable parts escaped. */
  readonly path: string;
  /** Objects are sent as JSON, as the Engine wants its filters. */
  readonly query?: object;
  /** JSON; or a tar file as it is. */
  readonly body?: object;
  readonly tar?: Buffer;
};

/** The newest Engine API whose answers are known to this library; newer engines are asked to speak it. */
const newestApi = '1.52';
/** Engine 20.10. */
const oldestApi = '1.41';
const maxParallelRequests = 16;
/**
 * A look is a dozen requests one after the other, for which one connection will do. Between looks none is kept: it might
 * outlive its daemon, and fail the first request to the next one. Milliseconds.
 */
const idleMs = 2_000;

/**
 * The way to one Engine. It uses dockerode's modem rather than its methods for two reasons seen in dockerode 5.0.1: the
 * methods of networks and nodes drop the abort signal, and a daemon that dies amid an answer leaves their promise
 * pending for ever. Here the answer is read as a stream, where both end in an error.
 *
 * The API version is negotiated: the newest that both sides know, learnt from `/_ping`, and learnt again after the
 * Engine was away, since another version may have come back.
 */
export class Transport {
  readonly #modem: Docker['modem'];
  #engineApi: string | undefined;

  constructor(socketPath: string) {
    // Named host and protocol keep dockerode from following a DOCKER_HOST of the environment.
    const agent = new Agent({
      keepAlive: true,
      maxSockets: maxParallelRequests,
      maxFreeSockets: 1,
      timeout: idleMs,
    });
    const options = { socketPath, host: '', protocol: 'http' as const, agent, timeout: 0 };
    this.#modem = new Docker(options).modem;
  }

  /** The newest API version that the Engine itself speaks: `1.41`. */
  async engineApi(signal: AbortSignal): Promise<string> {
    if (this.#engineApi !== undefined) return this.#engineApi;
    const doing = 'ask the Engine for its API version';
    const answer = await this.#exchange({ doing, method: 'GET', path: '/_ping' }, signal);
    const said = String(answer.headers['api-version']);
    if (compareVersions(said, oldestApi) < 0) {
      throw new FleetError(
        'unsupported',
        `the Engine speaks API ${said}; ${oldestApi} (Engine 20.10) is the oldest that works`,
      );
    }
    this.#engineApi = said;
    return said;
  }

  /** Whether answers come in this version of the API or a newer one. */
  async speaks(version: string, signal: AbortSignal): Promise<boolean> {
    return compareVersions(await this.#version(signal), version) >= 0;
  }

  async #version(signal: AbortSignal): Promise<string> {
    const engineApi = await this.engineApi(signal);
    return compareVersions(engineApi, newestApi) < 0 ? engineApi : newestApi;
  }

  /** @returns the parsed answer; undefined when it is empty. @throws FleetError. */
  async ask(request: EngineRequest, signal: AbortSignal): Promise<unknown> {
    const text = (await this.askRaw(request, signal)).toString('utf8');
    return text === '' ? undefined : parsed(text, request.doing);
  }

  /** @returns the answer as it came. @throws FleetError. */
  async askRaw(request: EngineRequest, signal: AbortSignal): Promise<Buffer> {
    const version = await this.#version(signal);
    try {
      const path = `/v${version}${request.path}`;
      return (await this.#exchange({ ...request, path }, signal)).body;
    } catch (error) {
      const fault = engineError(error, request.doing, signal);
      if (fault.code === 'unavailable' || fault.code === 'unsupported') this.#engineApi = undefined;
      throw fault;
    }
  }

  /**
   * An answer without end, one value a line. Resolves when the Engine begins to answer; ends with an error, `unavailable` when
   * the Engine went away.
   */
  async follow(request: EngineRequest, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    return this.#lines(request, await this.#open(request, signal), signal);
  }

  /** An answer as it comes, piece by piece, until its end. @throws FleetError, also in the middle. */
  async *stream(request: EngineRequest, signal: AbortSignal): AsyncGenerator<Buffer, void> {
    const response = await this.#open(request, signal);
    try {
      for await (const piece of response) yield piece as Buffer;
    } catch (error) {
      throw engineError(error, request.doing, signal);
    }
  }

  /** Resolves when the Engine begins to answer. */
  async #open(request: EngineRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const path = `/v${await this.#version(signal)}${request.path}`;
    try {
      const response = await this.#dial({ ...request, path }, signal);
      const status = response.statusCode ?? 0;
      if (status < 300) return addAbortSignal(signal, response);
      const body = await read(response, signal);
      throw new EngineRefusal(status, messageOf(body.toString('utf8')));
    } catch (error) {
      throw engineError(error, request.doing, signal);
    }
  }

  async *#lines(
    { doing }: EngineRequest,
    response: IncomingMessage,
    signal: AbortSignal,
  ): AsyncGenerator<unknown, never> {
    try {
      yield* jsonLines(response);
      throw Object.assign(new Error('the Engine ended its answer'), { code: 'ECONNRESET' });
    } catch (error) {
      // Another version may come back.
      this.#engineApi = undefined;
      throw engineError(error, doing, signal);
    }
  }

  /** @throws FleetError, also for every answer that is no success. */
  async #exchange(request: EngineRequest, signal: AbortSignal): Promise<Answer> {
    try {
      signal.throwIfAborted();
      const response = await this.#dial(request, signal);
      const body = await read(response, signal);
      const status = response.statusCode ?? 0;
      if (status >= 300) throw new EngineRefusal(status, messageOf(body.toString('utf8')));
      return { headers: response.headers, body };
    } catch (error) {
      throw engineError(error, request.doing, signal);
    }
  }

  #dial(request: EngineRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { method, query = {}, body = {}, tar } = request;
    const options = {
      method,
      path: Object.keys(query).length === 0 ? request.path : `${request.path}?`,
      options: { _query: query, _body: body },
      ...(tar !== undefined && { file: tar }),
      abortSignal: signal,
      isStream: true,
      statusCodes: everyStatus,
    };
    return new Promise((resolve, reject) => {
      this.#modem.dial(options, (error, response) => {
        if (error) reject(error);
        else resolve(response as IncomingMessage);
      });
    });
  }
}

type Answer = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** Makes the modem hand over every answer, so that all of them are read in one way. */
const everyStatus = Object.fromEntries(
  Array.from({ length: 500 }, (_, index) => [index + 100, true]),
);

async function read(response: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  addAbortSignal(signal, response);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(text: string, doing: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FleetError('internal', `${doing}: the Engine's answer is no JSON`, { cause });
  }
}

/** The Engine's errors are `{"message": "…"}`; what sits before it (a proxy) may say anything. */
function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}
