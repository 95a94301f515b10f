import { join } from 'node:path';
import { type Address, formatAddress, type Logger, type Running, sleep } from '@muster/runtime';
import type { Provider } from '@nestjs/common';
import { limitsBeside } from './agents/agent-session.js';
import { AgentsServer } from './agents/agents-server.js';
import { SessionHub } from './agents/session-hub.js';
import { Checks } from './checks/checks.js';
import { PathMtus } from './checks/path-mtus.js';
import { PortGate } from './checks/port-gate.js';
import type { Config } from './config.js';
import { AppModule } from './http/app.module.js';
import { CheckAnswers } from './http/checks/answers.js';
import { HttpServer } from './http/http-server.js';
import { Launcher } from './http/launcher.js';
import { NetworkChanges } from './http/networks/network-changes.js';
import { NetworkLook } from './http/networks/network-look.js';
import { Once } from './http/networks/once.js';
import { Tokens } from './http/tokens.js';
import { InventoryKeeper } from './inventory/inventory-keeper.js';
import { Metrics } from './metrics/metrics.js';
import { Journal } from './operations/journal.js';
import { Operations } from './operations/operations.js';
import { Plans } from './operations/plans.js';
import { inventoryServices } from './query/services.js';
import { CheckStore } from './store/checks.js';
import { openDatabase } from './store/database.js';
import { IdempotencyStore } from './store/idempotency.js';
import { OperationStore } from './store/operations.js';
import { Retention } from './store/retention.js';
import type { Database } from './store/schema.js';
import { SpecStore } from './store/specs.js';
import { VerificationStore } from './store/verifications.js';
import { Verifications } from './verify/verifications.js';
import { Board } from './watch/board.js';
import { FleetWatch } from './watch/fleet-watch.js';

export type Coordinator = Running & {
  /** Where it listens, ports chosen. */
  readonly listening: { readonly rest: readonly Address[]; readonly agents: Address };
};

/** Opens the store, takes up what was left, and listens. @throws FleetError when any of it cannot be. */
export async function startCoordinator(config: Config, log: Logger): Promise<Coordinator> {
  const database = await openDatabase(
    config.data === ':memory:' ? ':memory:' : join(config.data, 'muster.db'),
  );
  const parts = assemble(database, config, log);
  const { hub, operations, checks, watch } = parts;
  const agentsServer = new AgentsServer(
    { address: config.agents, insecure: config.insecure, limits: () => limitsBeside(hub.size) },
    hub,
    log,
  );
  const http = await HttpServer.create(AppModule.over(providersOf(parts, database)), log);
  const stop = async () => {
    await http.close();
    await watch.stop();
    await operations.stop();
    await checks.stop();
    await parts.questions.stop();
    hub.close();
    agentsServer.close();
    await database.destroy();
  };
  try {
    await parts.retention.pruneAll();
    await parts.questions.history.prune(Date.now());
    await parts.checkStore.abandon(new Date().toISOString(), 'the coordinator was restarted');
    // Before anybody can ask for another one.
    await operations.resume();
    await watch.start();
    const rest = await Promise.all(
      config.listen.map((address) => http.listen(address, config.insecure)),
    );
    // Last, since the agents of a large fleet all come at once.
    const agents = await agentsServer.listen();
    log.info({ rest: rest.map(formatAddress), agents: formatAddress(agents) }, 'listening');
    return { stop, failed: new Promise<never>(() => undefined), listening: { rest, agents } };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

type Parts = ReturnType<typeof assemble>;

function assemble(database: Database, config: Config, log: Logger) {
  const hub = new SessionHub(log);
  const keeper = new InventoryKeeper(hub, log);
  const specs = new SpecStore(database);
  const store = new OperationStore(database);
  const journal = new Journal(store);
  const retention = new Retention(database);
  const checkStore = new CheckStore(database);
  const checks = new Checks({ hub, keeper, store: checkStore, log });
  const gate = new PortGate(checks, keeper);
  const paths = new PathMtus({ checks, store: checkStore, log });
  const verificationStore = new VerificationStore(database);
  const verifications = new Verifications({ hub, store: verificationStore, log });
  const plans = new Plans({
    ...{ keeper, operations: store, specs, gate, paths, verifications: verificationStore },
  });
  const operations = new Operations({
    ...{ hub, keeper, journal, operations: store, specs, gate, paths },
    ...{ verifications, retention, log },
  });
  const board = new Board();
  const watch = new FleetWatch({
    ...{ checks, store: checkStore, specs, operations, board, log },
    ...{ baseMs: config.checkEveryMs, sleep, random: Math.random },
  });
  return {
    ...{ hub, keeper, specs, store, journal, retention, checkStore, checks, plans, operations },
    questions: inventoryServices(
      keeper,
      { specs, verifications: verificationStore, database },
      log,
    ),
    ...{ verificationStore, watch, board, paths, launcher: new Launcher(plans, operations, store) },
  };
}

function providersOf(parts: Parts, database: Database): Provider[] {
  const { hub, keeper, store, board, checks, checkStore, plans, operations, launcher } = parts;
  const health = {
    ready: async () => {
      await database.selectFrom('fleet').select('name').limit(1).execute();
    },
  };
  return [
    { provide: Tokens.Hub, useValue: hub },
    { provide: Tokens.Keeper, useValue: keeper },
    { provide: Tokens.Plans, useValue: plans },
    { provide: Tokens.Operations, useValue: operations },
    { provide: Tokens.OperationStore, useValue: store },
    { provide: Tokens.SpecStore, useValue: parts.specs },
    { provide: Tokens.Journal, useValue: parts.journal },
    { provide: Tokens.Launcher, useValue: launcher },
    {
      provide: Tokens.NetworkLook,
      useValue: new NetworkLook(keeper, plans, parts.verificationStore),
    },
    {
      provide: Tokens.NetworkChanges,
      useValue: new NetworkChanges(plans, launcher, operations, store),
    },
    { provide: Tokens.Once, useValue: new Once(new IdempotencyStore(database), store) },
    { provide: Tokens.PathMtus, useValue: parts.paths },
    { provide: Tokens.Checks, useValue: checks },
    { provide: Tokens.CheckAnswers, useValue: new CheckAnswers(checks, checkStore) },
    { provide: Tokens.VerificationStore, useValue: parts.verificationStore },
    { provide: Tokens.Metrics, useValue: new Metrics({ hub, keeper, operations: store, board }) },
    ...parts.questions.providers,
    { provide: Tokens.Health, useValue: health },
  ];
}
