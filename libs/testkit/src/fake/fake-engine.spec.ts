import { engineContract } from '../contract/engine-contract.js';
import type { ContractHost } from '../contract/hosts.js';
import type { FakeEngine } from './fake-engine.js';
import { FakeWorld } from './fake-world.js';

engineContract('fake', async () => {
  const world = new FakeWorld();
  const started = (engine: FakeEngine): FakeEngine => {
    // What the contract's program does.
    engine.program = (container, signal) => {
      if (signal === undefined) container.output += 'started\n';
      if (signal === 'SIGUSR2') container.output += 'signalled\n';
      if (signal === 'SIGTERM') container.isRunning = false;
    };
    return engine;
  };
  const host = (engine: FakeEngine): ContractHost => ({
    name: engine.name,
    engine,
    address: engine.address,
    untilFit: () => world.clock.pass(5_000),
    attach: async (network, container) => {
      engine.attach(network, container);
    },
    detach: async (network) => {
      engine.detach(network);
    },
    stop: async () => {
      engine.isRunning = false;
    },
    start: async () => {
      engine.isRunning = true;
    },
  });
  return {
    first: host(started(world.addHost('a'))),
    second: host(started(world.addHost('b'))),
    nowhere: '192.0.2.250',
    time: {
      sleep: (ms) => world.clock.pass(ms),
      deadline: (ms) => world.clock.deadline(ms),
      run: (promise) => world.clock.run(promise),
    },
    close: async () => undefined,
  };
});
