import { join } from 'node:path';
import { type Address, formatAddress, type Logger, type Running } from '@muster/runtime';
import type { Provider } from '@nestjs/common';
import { sessionLimits } from './agents/agent-session.js';
import { AgentsServer } from './agents/agents-server.js';
import { SessionHub } from './agents/session-hub.js';
import type { Config } from './config.js';
import { AppModule } from './http/app.module.js';
import { HttpServer } from './http/http-server.js';
import { Launcher } from './http/launcher.js';
import { Tokens } from './http/tokens.js';
import { InventoryKeeper } from './inventory/inventory-keeper.js';
import { Journal } from './operations/journal.js';
import { Operations } from './operations/operations.js';
import { Plans } from './operations/plans.js';
import { openDatabase } from './store/database.js';
import { OperationStore } from './store/operations.js';
import type { Database } from './store/schema.js';
import { SpecStore } from './store/specs.js';

export type Coordinator = Running & {
  /** Where it listens, ports chosen. */
  readonly listening: { readonly rest: readonly Address[]; readonly agents: Address };
};

/** Opens the store, takes up what was left, and listens. @throws FleetError when any of it cannot be. */
export async function startCoordinator(config: Config, log: Logger): Promise<Coordinator> {
  const database = await openDatabase(
    config.data === ':memory:' ? ':memory:' : join(config.data, 'muster.db'),
  );
  const parts = assemble(database, log);
  const { hub, operations } = parts;
  const agentsServer = new AgentsServer(
    { address: config.agents, insecure: config.insecure, limits: sessionLimits },
    hub,
    log,
  );
  const http = await HttpServer.create(AppModule.over(providersOf(parts, database)), log);
  const stop = async () => {
    await http.close();
    await operations.stop();
    hub.close();
    agentsServer.close();
    await database.destroy();
  };
  try {
    const agents = await agentsServer.listen();
    // Before anybody can ask for another one.
    await operations.resume();
    const rest = await Promise.all(
      config.listen.map((address) => http.listen(address, config.insecure)),
    );
    log.info({ rest: rest.map(formatAddress), agents: formatAddress(agents) }, 'listening');
    return { stop, failed: new Promise<never>(() => undefined), listening: { rest, agents } };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

type Parts = ReturnType<typeof assemble>;

function assemble(database: Database, log: Logger) {
  const hub = new SessionHub(log);
  const keeper = new InventoryKeeper(hub, log);
  const specs = new SpecStore(database);
  const store = new OperationStore(database);
  const journal = new Journal(store);
  const plans = new Plans(keeper, store, specs);
  const operations = new Operations({ hub, keeper, journal, operations: store, specs, log });
  const launcher = new Launcher(plans, operations, store);
  return { hub, keeper, specs, store, journal, plans, operations, launcher };
}

function providersOf(parts: Parts, database: Database): Provider[] {
  const health = {
    ready: async () => {
      await database.selectFrom('fleet').select('name').limit(1).execute();
    },
  };
  return [
    { provide: Tokens.Hub, useValue: parts.hub },
    { provide: Tokens.Keeper, useValue: parts.keeper },
    { provide: Tokens.Plans, useValue: parts.plans },
    { provide: Tokens.Operations, useValue: parts.operations },
    { provide: Tokens.OperationStore, useValue: parts.store },
    { provide: Tokens.SpecStore, useValue: parts.specs },
    { provide: Tokens.Journal, useValue: parts.journal },
    { provide: Tokens.Launcher, useValue: parts.launcher },
    { provide: Tokens.Health, useValue: health },
  ];
}
