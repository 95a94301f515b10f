import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemSchema } from '@muster/api';
import { createLogger, parseAddress } from '@muster/runtime';
import { type Coordinator, startCoordinator } from '../coordinator.js';
import { AgentClients, type Answering } from './agent-clients.js';

export type Reply = {
  readonly status: number;
  readonly type: string;
  readonly location?: string;
  readonly etag?: string;
  readonly text: string;
};

/** A coordinator on sockets of its own, with agents that are a function, and its REST API. */
export class LiveStand {
  readonly folder = mkdtempSync(join(tmpdir(), 'muster-live-'));
  readonly agents: AgentClients;
  #coordinator: Coordinator | undefined;

  private constructor(answer: Answering) {
    this.agents = new AgentClients(parseAddress(`unix:${this.folder}/agents.sock`), answer);
  }

  static async start(answer: Answering, hosts: readonly string[]): Promise<LiveStand> {
    const stand = new LiveStand(answer);
    await stand.startCoordinator();
    for (const host of hosts) await stand.agents.connect(host);
    return stand;
  }

  async startCoordinator(): Promise<void> {
    const config = {
      listen: [parseAddress(`unix:${this.folder}/rest.sock`)],
      agents: parseAddress(`unix:${this.folder}/agents.sock`),
      ...{ data: this.folder, insecure: false, checkEveryMs: 0, logLevel: 'silent' as const },
    };
    this.#coordinator = await startCoordinator(config, createLogger('test', 'silent'));
  }

  /** As after a clean stop: what ran is taken up, or not. The agents stay away. */
  async restart(): Promise<void> {
    await this.#coordinator?.stop('restarting');
    await this.startCoordinator();
  }

  async stop(): Promise<void> {
    this.agents.stop();
    await this.#coordinator?.stop('the tests are over');
    rmSync(this.folder, { recursive: true, force: true });
  }

  ask(
    method: string,
    path: string,
    body?: object | string,
    type = typeof body === 'string' ? 'application/yaml' : 'application/json',
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const headers = { ...(body !== undefined && { 'content-type': type }), ...more };
    // No connection outlives its request: the coordinator may be restarted.
    const options = { socketPath: `${this.folder}/rest.sock`, method, path, headers, agent: false };
    return new Promise((resolve, reject) => {
      const call = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('error', reject).on('end', () => {
          const { location, etag, 'content-type': contentType = '' } = response.headers;
          const status = response.statusCode ?? 0;
          resolve({
            ...{ status, type: contentType, text },
            ...(location !== undefined && { location }),
            ...(etag !== undefined && { etag }),
          });
        });
      });
      call.on('error', reject);
      call.end(typeof body === 'object' ? JSON.stringify(body) : body);
    });
  }

  /** @throws when it is not answered with that. */
  async json(method: string, path: string, body?: object | string): Promise<unknown> {
    const { status, text } = await this.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${String(status)} ${text}`);
    return JSON.parse(text);
  }

  /** @throws when it is answered with anything but a problem. */
  async problem(method: string, path: string, body?: object | string) {
    const { text } = await this.ask(method, path, body);
    return problemSchema.parse(JSON.parse(text));
  }
}
