import type { Finding } from '@muster/kernel';
import type { FleetSpec, NetworkSpec } from '@muster/spec';
import type { Step } from './step.js';
import type { Verify } from './verified.js';

/** What an operation is to reach. Without `verify`, no network is verified. Planning again towards the same goal is how it resumes, retries and verifies. */
export type Goal =
  /** The fleet as the spec says. Networks that the spec does not name stay as they are. */
  | { readonly kind: 'up'; readonly spec: FleetSpec; readonly verify?: Verify }
  /** No host of the spec in a swarm. */
  | { readonly kind: 'down'; readonly spec: FleetSpec }
  | {
      readonly kind: 'network.create';
      readonly spec: FleetSpec;
      readonly network: NetworkSpec;
      readonly verify?: Verify;
    }
  /** A network of the swarm, whether the spec names it or not. */
  | {
      readonly kind: 'network.verify';
      readonly spec: FleetSpec;
      readonly name: string;
      readonly verify: Verify;
    }
  | { readonly kind: 'network.remove'; readonly spec: FleetSpec; readonly name: string };

/** Immutable. Steps are in an order that a person can follow; `needs` says what really depends on what. */
export type Plan = {
  readonly fleet: string;
  readonly goal: Goal['kind'];
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  /** Inventory revision that it was made from. */
  readonly inventoryRevision: number;
};
