import { EventEmitter } from 'node:events';
import { status } from '@grpc/grpc-js';
import {
  type AgentMessage,
  AgentService,
  decodeAgentMessage,
  type SessionRequest,
  type SessionResponse,
} from '@muster/protocol';

const wire = AgentService.service.Session;

/** The agent's end of a session; the test plays the coordinator. Messages go through real protobuf bytes. */
export class FakeStream extends EventEmitter {
  readonly said: AgentMessage[] = [];
  hasRoom = true;
  isCancelled = false;

  write(message: SessionRequest): boolean {
    this.said.push(decodeAgentMessage(wire.requestDeserialize(wire.requestSerialize(message))));
    return this.hasRoom;
  }

  cancel(): void {
    this.isCancelled = true;
    this.emit('error', Object.assign(new Error(), { code: status.CANCELLED, details: 'by us' }));
  }

  tell(message: SessionResponse): void {
    this.emit('data', wire.responseDeserialize(wire.responseSerialize(message)));
  }
}
