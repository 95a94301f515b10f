import type { EngineFacts, GossipPort, MachineFacts, NodeCertificate } from '@muster/inventory';
import { aMachine } from '../fleet/machine.js';
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
  dataRoot: '/var/lib/docker',
  firewallBackend: '',
  securityOptions: ['name=seccomp,profile=default'],
});

const machineFacts = ({ name, address, standing }: FakeEngine): MachineFacts => ({
  ...aMachine,
  hostname: name,
  machineId: letters(name, 32),
  bootId: letters(`boot ${name}`, 32),
  kernel: '6.1.0',
  interfaces: [{ name: 'eth0', addresses: [`${address}/24`] }],
  gossipPort: standing.gossip,
});

/** The probe of the machine that the Engine runs on. */
export const fakeMachine = (engine: FakeEngine) => ({
  gossipPort: async (): Promise<GossipPort> => engine.standing.gossip,
  gossipUdp: async (): Promise<GossipPort['udp']> => engine.standing.gossip.udp,
  hasInterface: async (name: string): Promise<boolean> =>
    name !== 'docker_gwbridge' || engine.standing.hasGwbridge,
  facts: async (): Promise<MachineFacts> => machineFacts(engine),
  dataPathAddress: async (): Promise<string | undefined> => engine.dataPathAddress,
  certificate: async (): Promise<NodeCertificate | undefined> => engine.certificate,
});
