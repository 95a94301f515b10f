import type {
  CreateOverlay,
  HostFacts,
  InitSwarm,
  JoinSwarm,
  ManagerAddress,
  NetworkFact,
  NodeRole,
  UpdateNode,
} from '@muster/inventory';
import type { FleetError } from '@muster/kernel';
import type { Collected, Opened, OpenOrder, SendOrder, Sent, SentSize } from '@muster/probe';
import type { VerificationArgs, VerificationValue } from './verification.js';

/** What the verbs of one port mesh check have in common. */
export type CheckArgs = {
  /** Names the witness: opened by it, collected by it. */
  readonly checkId: string;
  /** Carried by every probe, so that nothing else is taken for one. 16 lower case hexadecimal digits. */
  readonly nonce: string;
};

/** What one source did in one round. */
export type ProbesSent = {
  readonly probes: readonly Sent[];
  readonly sizes: readonly SentSize[];
};

/** What each verb of the agent is given. The proto file says what each one guarantees. */
export type CommandArgs = VerificationArgs & {
  collectFacts: Record<string, never>;
  ensureSwarmInitialised: InitSwarm;
  ensureJoined: Omit<JoinSwarm, 'remoteAddress'> & { readonly managers: readonly ManagerAddress[] };
  ensureLeft: { readonly force: boolean };
  awaitMembership: { readonly stuckAfterMs: number };
  fetchJoinToken: { readonly role: NodeRole };
  ensureNode: UpdateNode;
  ensureNodeRemoved: { readonly nodeId: string; readonly force: boolean };
  ensureNetworkPresent: CreateOverlay;
  /** `ingress`: it may be the routing mesh, which is never removed by mistake. */
  ensureNetworkAbsent: { readonly name: string; readonly ingress: boolean };
  /** `network`: its name. `containers`: their ids. */
  ensureDisconnected: { readonly network: string; readonly containers: readonly string[] };
  restartEngine: Record<string, never>;
  /** `lifetimeMs`: the witness closes by itself when nobody has collected it by then. */
  openWitness: CheckArgs & OpenOrder & { readonly lifetimeMs: number };
  /** `packets`: how many for each udp and esp port. `atOnce`: answered when they have left, not when they should be there. */
  sendProbes: CheckArgs & SendOrder & { readonly packets: number; readonly atOnce: boolean };
  /** `expected`: packets that others sent to this host; while fewer have arrived, they are waited for. */
  collectWitness: Pick<CheckArgs, 'checkId'> & {
    readonly expected: number;
    readonly patienceMs: number;
  };
};

export type CommandKind = keyof CommandArgs;

/** What each verb answers with when it worked. */
export type CommandValue = VerificationValue & {
  collectFacts: HostFacts;
  ensureSwarmInitialised: undefined;
  ensureJoined: undefined;
  ensureLeft: undefined;
  awaitMembership: undefined;
  /** Secret. */
  fetchJoinToken: string;
  ensureNode: undefined;
  ensureNodeRemoved: undefined;
  ensureNetworkPresent: NetworkFact;
  ensureNetworkAbsent: undefined;
  ensureDisconnected: undefined;
  restartEngine: undefined;
  openWitness: Opened;
  sendProbes: ProbesSent;
  collectWitness: Collected;
};

export type ActionOf<K extends CommandKind> = {
  readonly [Kind in K]: { readonly kind: Kind; readonly args: CommandArgs[Kind] };
}[K];

/** One request to an agent. */
export type Command = {
  readonly id: string;
  /** The agent gives up after this, by its own clock. */
  readonly timeoutMs: number;
  readonly action: ActionOf<CommandKind>;
};

/** What a verb reached: whether anything was changed, and its value. */
export type Outcome<K extends CommandKind> = {
  readonly changed: boolean;
  readonly value: CommandValue[K];
};

/** The answer to one command. */
export type CommandResult =
  | { readonly id: string; readonly ok: true; readonly outcome: Outcome<CommandKind> }
  | { readonly id: string; readonly ok: false; readonly error: FleetError };
