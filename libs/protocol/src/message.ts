import type { HostFacts } from '@muster/inventory';
import type { Command, CommandResult } from './command.js';

/** Version of proto/muster/agent/v1 that this code speaks. */
export const protocolVersion = 1;

export type Hello = {
  readonly host: string;
  readonly agentVersion: string;
  readonly protocolVersion: number;
  readonly bootId: string;
  /** Changes with every start of the agent. */
  readonly instanceId: string;
};

export type Welcome = { readonly sessionId: string; readonly heartbeatPeriodMs: number };

export type AgentMessage =
  | { readonly kind: 'hello'; readonly hello: Hello }
  | { readonly kind: 'result'; readonly result: CommandResult }
  | { readonly kind: 'facts'; readonly facts: HostFacts }
  | { readonly kind: 'heartbeat' };

export type CoordinatorMessage =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'cancel'; readonly id: string };
