import type { Inventory } from '@muster/inventory';
import { createLogger } from '@muster/runtime';
import type { FleetSpec } from '@muster/spec';
import { Checks } from '../checks/checks.js';
import type { Question } from '../checks/question.js';
import { CheckStore } from '../store/checks.js';
import { openDatabase } from '../store/database.js';
import type { Database } from '../store/schema.js';
import { FakeHub, type PortsModel } from './fake-hub.js';

export type Scene<P extends PortsModel> = {
  readonly spec: FleetSpec;
  readonly ports: P;
  readonly inventory: Inventory;
};

/** Checks over simulated agents, with a store in memory. */
export class CheckStand<P extends PortsModel> {
  readonly spec: FleetSpec;
  readonly ports: P;
  /** What the keeper knows. */
  inventory: Inventory;
  readonly hub: FakeHub;
  readonly store: CheckStore;
  readonly checks: Checks;

  private constructor(
    scene: Scene<P>,
    readonly database: Database,
  ) {
    this.spec = scene.spec;
    this.ports = scene.ports;
    this.inventory = scene.inventory;
    this.hub = new FakeHub(Object.keys(scene.inventory.hosts), scene.ports);
    this.store = new CheckStore(database);
    const { hub, store } = this;
    const log = createLogger('test', 'silent');
    this.checks = new Checks({ hub, keeper: this.keeper(), store, log });
  }

  static async start<P extends PortsModel>(scene: Scene<P>): Promise<CheckStand<P>> {
    return new CheckStand(scene, await openDatabase(':memory:'));
  }

  async stop(): Promise<void> {
    await this.checks.stop();
    await this.database.destroy();
  }

  question(more: Partial<Question> = {}): Question {
    return { fleet: this.spec.fleet, spec: this.spec, accept: [], ...more };
  }

  keeper(): { readonly inventory: Inventory; observe(): Promise<Inventory> } {
    const current = () => this.inventory;
    return {
      get inventory() {
        return current();
      },
      observe: () => Promise.resolve(current()),
    };
  }
}
