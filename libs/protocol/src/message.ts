import type { FactsDelta, HostFacts } from '@muster/inventory';
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
  /** The agent waits with its facts until it is asked, and tells what changes. */
  readonly reportsChanges: boolean;
};

export type Welcome = {
  readonly sessionId: string;
  readonly heartbeatPeriodMs: number;
  /** The coordinator asks for facts, and takes changes. */
  readonly wantsChanges: boolean;
};

export type AgentMessage =
  | { readonly kind: 'hello'; readonly hello: Hello }
  | { readonly kind: 'result'; readonly result: CommandResult }
  | { readonly kind: 'facts'; readonly facts: HostFacts }
  | { readonly kind: 'delta'; readonly delta: FactsDelta }
  | { readonly kind: 'heartbeat' };

export type CoordinatorMessage =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'resync' };
