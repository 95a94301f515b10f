import type { EngineFacts, MachineFacts } from '@muster/inventory';
import type { FakeEngine } from './fake-engine.js';
import { letters } from './fake-swarm.js';

export const engineFacts = ({ name, version }: FakeEngine): EngineFacts => ({
  id: letters(`engine ${name}`, 24),
  version,
  apiVersion: '1.41',
  hostname: name,
  operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
  architecture: 'x86_64',
  storageDriver: 'overlay2',
  liveRestore: false,
});

export const machineFacts = ({ name, address, standing }: FakeEngine): MachineFacts => ({
  hostname: name,
  machineId: letters(name, 32),
  bootId: letters(`boot ${name}`, 32),
  kernel: '6.1.0',
  interfaces: [{ name: 'eth0', addresses: [`${address}/24`] }],
  gossipPort: standing.gossip,
});
