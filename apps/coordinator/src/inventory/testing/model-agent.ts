import { diffFacts, type FactsDelta, type HostFacts, type NetworkFact } from '@muster/inventory';
import { createLogger } from '@muster/runtime';
import { vi } from 'vitest';
import { SessionHub } from '../../agents/session-hub.js';
import type { InventoryChange } from '../host-records.js';
import { InventoryKeeper } from '../inventory-keeper.js';
import { facts, session } from './host-a.js';

/** An agent of a few lines, whose messages reach the keeper, or not. */
export class ModelAgent {
  readonly hub = new SessionHub(createLogger('test', 'silent'));
  readonly keeper = new InventoryKeeper(this.hub, createLogger('test', 'silent'));
  readonly changes: InventoryChange[] = [];
  networks: readonly NetworkFact[] = [];
  follows = true;
  /** How often it was asked to tell everything, and has not yet. */
  asked = 0;
  #told: HostFacts = { ...facts, revision: 0 };
  #revision = 0;
  #isConnected = false;

  constructor() {
    vi.spyOn(this.hub, 'session').mockImplementation(() =>
      this.#isConnected ? session : undefined,
    );
    vi.spyOn(this.hub, 'resync').mockImplementation(() => {
      this.asked += 1;
      return true;
    });
    vi.spyOn(this.hub, 'dispatch').mockImplementation(() =>
      Promise.resolve({ changed: false, value: this.#look() }),
    );
    this.keeper.events.on('changed', (change) => this.changes.push(change));
    this.connect();
  }

  connect(): void {
    this.#isConnected = true;
    this.asked = 0;
    this.hub.events.emit('connected', session);
  }

  disconnect(): void {
    this.#isConnected = false;
    this.hub.events.emit('disconnected', 'a');
  }

  restart(): void {
    this.disconnect();
    this.#revision = 0;
    this.connect();
  }

  get fresh(): HostFacts {
    const docker = facts.docker.kind === 'known' && { ...facts.docker, networks: this.networks };
    return { ...facts, ...(docker && { docker }), follows: this.follows, revision: this.#revision };
  }

  delta(): FactsDelta {
    const before = this.#told;
    const after = this.#look();
    return {
      ...{ base: before.revision ?? 0, revision: after.revision ?? 0 },
      ...{ observedAt: after.observedAt, follows: this.follows, ...diffFacts(before, after) },
    };
  }

  tell(delta: FactsDelta): void {
    if (this.#isConnected) this.hub.events.emit('delta', 'a', delta);
  }

  answer(): void {
    if (this.asked === 0 || !this.#isConnected) return;
    this.asked -= 1;
    this.hub.events.emit('facts', 'a', this.#look());
  }

  get seen(): HostFacts | undefined {
    return this.keeper.inventory.hosts['a']?.facts;
  }

  #look(): HostFacts {
    this.#revision += 1;
    this.#told = this.fresh;
    return this.#told;
  }
}
