import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Problem } from '@muster/api';

type Reply = (response: ServerResponse, request: Seen) => void;
export type Seen = { readonly route: string; readonly body: string; readonly lastEventId: string };
/** What is answered to `GET /v1/fleets`; of a list one after the other, the last for ever. */
export type Routes = Readonly<Record<string, Reply | readonly Reply[]>>;

/** A coordinator that answers from a script, on a Unix socket of its own. */
export class ScriptedCoordinator implements AsyncDisposable {
  readonly seen: Seen[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #turns = new Map<string, number>();

  private constructor(
    readonly dir: string,
    private readonly routes: Routes,
  ) {}

  static async start(routes: Routes): Promise<ScriptedCoordinator> {
    const started = new ScriptedCoordinator(await mkdtemp(join(tmpdir(), 'muster-cli-')), routes);
    await started.listen();
    return started;
  }

  get socket(): string {
    return join(this.dir, 'c.sock');
  }

  routesSeen(): string[] {
    return this.seen.map((each) => each.route);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.socket, resolve));
  }

  /** As when it is killed: every connection breaks. */
  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    const lastEventId = String(request.headers['last-event-id'] ?? '');
    const seen = { route, body: await text(request), lastEventId };
    this.seen.push(seen);
    this.#replyTo(route)(response, seen);
  }

  #replyTo(route: string): Reply {
    const name = Object.hasOwn(this.routes, route) ? route : route.replace(/\?.*$/, '');
    const scripted = this.routes[name];
    if (scripted === undefined)
      return problem({ status: 404, code: 'not-scripted', detail: route });
    if (typeof scripted === 'function') return scripted;
    const turn = this.#turns.get(name) ?? 0;
    this.#turns.set(name, turn + 1);
    return scripted[Math.min(turn, scripted.length - 1)] as Reply;
  }
}

export const json =
  (document: unknown, status = 200, contentType = 'application/json'): Reply =>
  (response) => {
    response.writeHead(status, { 'Content-Type': contentType }).end(JSON.stringify(document));
  };

export function problem(changes: Partial<Problem> & { status: number; code: string }): Reply {
  const { code } = changes;
  const document: Problem = {
    type: `urn:muster:problem:${code}`,
    title: code,
    detail: `detail of ${code}`,
    remedy: [],
    ...changes,
  };
  return json(document, changes.status, 'application/problem+json');
}

/** Sends these after the one that the client saw last; then ends, breaks or stays open. */
export const stream =
  (
    events: readonly { seq: number; type: string }[],
    then: 'end' | 'break' | 'stay' = 'end',
  ): Reply =>
  (response, { lastEventId }) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const sent = events
      .filter(({ seq }) => seq > Number(lastEventId))
      .map((event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    response.write(`: ping\n\n${sent.join('')}`, () => {
      if (then === 'end') response.end();
      if (then === 'break') response.destroy();
    });
  };
