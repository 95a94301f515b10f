import { afterAll, beforeAll, describe } from 'vitest';
import { eventsOfAManager } from './events.js';
import type { ContractHosts } from './hosts.js';
import { aManagerAlone } from './lone-manager.js';
import { aHostInNoSwarm } from './no-swarm.js';
import { Scenario } from './scenario.js';
import { networksOfASwarm } from './swarm-networks.js';
import { twoHosts } from './two-hosts.js';
import { whatRuns } from './workloads.js';

/** What the Engine port promises: one suite, for the fake and for every version of the real Engine. */
export function engineContract(name: string, makeTwoHosts: () => Promise<ContractHosts>): void {
  describe(`the Engine port: ${name}`, () => {
    const scenario = new Scenario();
    beforeAll(async () => {
      scenario.open(await makeTwoHosts());
    });
    afterAll(() => scenario.hosts.close());

    aHostInNoSwarm(scenario);
    aManagerAlone(scenario);
    networksOfASwarm(scenario);
    eventsOfAManager(scenario);
    twoHosts(scenario);
    whatRuns(scenario);
  });
}
