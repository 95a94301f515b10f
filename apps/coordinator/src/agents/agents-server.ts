import { chmodSync, rmSync } from 'node:fs';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { FleetError } from '@muster/kernel';
import { AgentService, type AgentServiceHandlers, maxMessageBytes } from '@muster/protocol';
import { type Address, formatAddress, isLocal, type Logger, prepareSocket } from '@muster/runtime';
import {
  AgentSession,
  type SessionCall,
  type SessionLimits,
  type SessionListener,
} from './agent-session.js';

export type AgentsServerOptions = {
  readonly address: Address;
  /** Accept agents in plaintext also where others can listen in. */
  readonly insecure: boolean;
  /** Of the next session. */
  readonly limits: () => SessionLimits;
};

/** The gRPC server that agents dial. The transport's trust is decided in `credentialsFor` and nowhere else. */
export class AgentsServer {
  readonly #server: Server;
  #bound = false;

  constructor(
    private readonly options: AgentsServerOptions,
    private readonly listener: SessionListener,
    private readonly log: Logger,
  ) {
    this.#server = new Server({
      'grpc.max_receive_message_length': maxMessageBytes,
      'grpc.max_send_message_length': maxMessageBytes,
      // A session notices by its heartbeats that its peer vanished without a word; a connection without a session is closed.
      'grpc.max_connection_idle_ms': 60_000,
    });
    const handlers: AgentServiceHandlers = {
      Session: (call: SessionCall) => new AgentSession(call, this.listener, this.options.limits()),
    };
    this.#server.addService(AgentService.service, handlers);
  }

  /** @returns where it listens, with the port that was chosen for port 0. @throws unavailable, invalid. */
  async listen(): Promise<Address> {
    const { address } = this.options;
    const credentials = this.credentialsFor(address);
    if (address.kind === 'unix') await prepareSocket(address.path);
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(formatAddress(address), credentials, (error, bound) => {
        if (error === null) resolve(bound);
        else
          reject(
            new FleetError('unavailable', `listen on ${formatAddress(address)}: ${error.message}`, {
              cause: error,
            }),
          );
      });
    });
    this.#bound = true;
    if (address.kind === 'unix') {
      chmodSync(address.path, 0o600);
      return address;
    }
    return { ...address, port };
  }

  /** Plaintext, and so only where nobody else can listen in, unless the administrator insists. @throws invalid. */
  private credentialsFor(address: Address): ServerCredentials {
    if (!isLocal(address)) {
      const where = formatAddress(address);
      if (!this.options.insecure) {
        throw new FleetError(
          'invalid',
          `agents on ${where} would talk in plaintext over the network: listen on a Unix socket or a loopback address, or add --insecure`,
        );
      }
      this.log.warn(
        { address: where },
        'INSECURE: agents are accepted in plaintext and without identity',
      );
    }
    return ServerCredentials.createInsecure();
  }

  /** Refuses new sessions at once; those that are open were ended by the hub. */
  close(): void {
    this.#server.forceShutdown();
    if (this.#bound && this.options.address.kind === 'unix')
      rmSync(this.options.address.path, { force: true });
  }
}
