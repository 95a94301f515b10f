import type { Availability, CreateOverlay, NodeRole } from '@muster/inventory';

/**
 * What each kind of step needs to know. Plain data: a plan can be stored, shown and compared, so no client, no signal
 * and no secret is ever in here (a join token is fetched when the step runs).
 */
export type StepArgs = {
  /** Makes the swarm on its first manager. */
  'swarm.init': {
    readonly host: string;
    readonly advertiseAddress?: string;
    readonly listenAddress?: string;
    readonly dataPathAddress?: string;
    readonly dataPathPort: number;
    readonly addressPools: readonly string[];
    readonly subnetSize: number;
    readonly autolock: boolean;
  };
  'swarm.join': {
    readonly host: string;
    readonly role: NodeRole;
    readonly advertiseAddress?: string;
    readonly listenAddress?: string;
    readonly dataPathAddress?: string;
  };
  /** The host leaves whatever swarm it is in, and its gossip port is free afterwards. Not forced: refused to managers. */
  'swarm.leave': { readonly host: string; readonly force: boolean };
  /** Wait until the member works (see `conditionsOf`); heal it once or twice when it never would. */
  'node.settle': { readonly host: string };
  /** Done when it answers as a manager, not when the promotion was accepted. */
  'node.promote': { readonly host: string };
  /** Done when the manager is out of Raft (its manager status is gone), not when the demotion was accepted. */
  'node.demote': { readonly host: string };
  /** Availability and labels; absent = leave as it is. */
  'node.update': {
    readonly host: string;
    readonly availability?: Availability;
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** A manager forgets a node that has left. One that was a manager is demoted before: Raft still counts it. */
  'node.remove': { readonly nodeId: string; readonly hostname: string };
  'network.create': { readonly network: CreateOverlay };
  /** The old one goes, then the new one comes: between the two nothing of that name is there. */
  'network.replace': {
    readonly network: CreateOverlay;
    readonly old: { readonly id: string; readonly name: string };
  };
  /** Takes standalone containers of the host off a network; tasks of services are never touched. */
  'network.disconnect': {
    readonly host: string;
    /** Name of the network. */
    readonly network: string;
    readonly containers: readonly { readonly id: string; readonly name: string }[];
  };
  'network.remove': { readonly name: string };
  /** Done when packets were seen to cross it between all hosts; fails when one was not. Changes nothing that stays. */
  'network.verify': { readonly name: string };
};

export type StepKind = keyof StepArgs;

/** One idempotent act, mostly on one host. */
export type StepOf<K extends StepKind> = {
  readonly [Kind in K]: {
    /** Stable over re-planning: `swarm.join web-2`. Kind and target, unique in a plan. */
    readonly id: string;
    readonly kind: Kind;
    readonly args: StepArgs[Kind];
    /** Ids of steps of the same plan that must have succeeded before. */
    readonly needs: readonly string[];
    /** Why it is there, as a sentence: `web-2 is in no swarm`. */
    readonly reason: string;
  };
}[K];

export type Step = StepOf<StepKind>;
