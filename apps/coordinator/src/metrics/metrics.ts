import { operationStates } from '@muster/plan';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { SessionHub } from '../agents/session-hub.js';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { OperationStore } from '../store/operations.js';
import type { Board } from '../watch/board.js';
import { portMetrics } from './port-metrics.js';

export type MetricsDeps = {
  readonly hub: Pick<SessionHub, 'size'>;
  readonly keeper: Pick<InventoryKeeper, 'ages' | 'toResync'>;
  readonly operations: Pick<OperationStore, 'countByState'>;
  readonly board: Board;
};

/** What Prometheus scrapes. Everything is read when it is asked for, so nothing here can be older than that. */
export class Metrics {
  readonly #registry = new Registry();

  constructor({ hub, keeper, operations, board }: MetricsDeps) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'muster_sessions',
      help: 'Agents that are connected.',
      registers,
      collect() {
        this.set(hub.size);
      },
    });
    new Gauge({
      name: 'muster_operations',
      help: 'Operations in the store by state; of each fleet the last 200 that ended are kept.',
      labelNames: ['state'],
      registers,
      async collect() {
        const counts = await operations.countByState();
        for (const state of operationStates) this.set({ state }, counts.get(state) ?? 0);
      },
    });
    inventoryMetrics(keeper, registers);
    portMetrics(board, registers);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

function inventoryMetrics(keeper: MetricsDeps['keeper'], registers: Registry[]): void {
  new Gauge({
    name: 'muster_inventory_age_seconds',
    help: 'Since the host was looked at last.',
    labelNames: ['host'],
    registers,
    collect() {
      this.reset();
      for (const [host, age] of keeper.ages()) this.set({ host }, age);
    },
  });
  new Gauge({
    name: 'muster_inventory_waiting',
    help: 'Connected agents that are still to tell everything; they are asked a few at a time.',
    registers,
    collect() {
      this.set(keeper.toResync);
    },
  });
}
