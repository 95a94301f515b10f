import { capabilitiesOf, unseenMachine, type MachineFacts } from '@muster/inventory';

/** A machine that lacks nothing, in no network yet. */
export const aMachine: MachineFacts = {
  ...unseenMachine,
  kernel: '6.12.0',
  routes: { routes: [], complete: true },
  capabilities: capabilitiesOf(() => ({ state: 'yes', how: 'its module is loaded' })),
  neighbours: { limit: 1024, entries: 8 },
  firewall: { iptables: 'nft', legacyTables: [], ufw: 'no', firewalld: 'no' },
};
