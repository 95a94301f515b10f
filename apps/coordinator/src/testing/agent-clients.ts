import { once } from 'node:events';
import { credentials } from '@grpc/grpc-js';
import { FleetError } from '@muster/kernel';
import {
  type ActionOf,
  AgentService,
  type AgentServiceClient,
  type CommandKind,
  type CommandResult,
  decodeCoordinatorMessage,
  encodeAgentMessage,
  type Outcome,
  protocolVersion,
  type SessionResponse__Output,
} from '@muster/protocol';
import { type Address, formatAddress } from '@muster/runtime';

/** Does what a command asks, at once. May throw; one that never settles leaves the coordinator waiting. */
export type Answering = (
  host: string,
  action: ActionOf<CommandKind>,
) => Outcome<CommandKind> | Promise<Outcome<CommandKind>>;

const heartbeatMs = 1_000;

/** Sessions of agents that are a function. */
export class AgentClients {
  readonly #sessions = new Map<string, { client: AgentServiceClient; end: () => void }>();

  constructor(
    private readonly address: Address,
    private readonly answer: Answering,
  ) {}

  /** Resolves when the coordinator has welcomed it. */
  async connect(host: string): Promise<void> {
    const client = new AgentService(formatAddress(this.address), credentials.createInsecure(), {
      'grpc.default_authority': 'localhost',
      'grpc.use_local_subchannel_pool': 1,
    });
    const stream = client.session();
    const beat = setInterval(
      () => stream.write(encodeAgentMessage({ kind: 'heartbeat' })),
      heartbeatMs,
    );
    const end = () => {
      clearInterval(beat);
      stream.end();
      client.close();
    };
    this.#sessions.set(host, { client, end });
    // The coordinator cuts sessions off when it stops.
    stream.on('error', () => {
      clearInterval(beat);
    });
    stream.on('data', (wire: SessionResponse__Output) => {
      const message = decodeCoordinatorMessage(wire);
      if (message.kind !== 'command') return;
      const { id, action } = message.command;
      void this.#result(host, id, action).then((result) => {
        stream.write(encodeAgentMessage({ kind: 'result', result }));
      });
    });
    const hello = {
      ...{ host, agentVersion: '1.0.0', protocolVersion, bootId: host, instanceId: host },
      reportsChanges: false,
    };
    stream.write(encodeAgentMessage({ kind: 'hello', hello }));
    await once(stream, 'data');
  }

  disconnect(host: string): void {
    this.#sessions.get(host)?.end();
    this.#sessions.delete(host);
  }

  stop(): void {
    for (const host of [...this.#sessions.keys()]) this.disconnect(host);
  }

  async #result(host: string, id: string, action: ActionOf<CommandKind>): Promise<CommandResult> {
    try {
      return { id, ok: true, outcome: await this.answer(host, action) };
    } catch (thrown) {
      return { id, ok: false, error: FleetError.from(thrown) };
    }
  }
}
