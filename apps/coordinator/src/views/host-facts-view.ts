import type { HostFactsView } from '@muster/api';
import {
  capabilityNames,
  dockerOf,
  type EngineFacts,
  type InterfaceFact,
  type Inventory,
  type MachineFacts,
} from '@muster/inventory';

/** Everything that the host's last look told; null before the first. */
export function hostFactsView(inventory: Inventory, host: string): HostFactsView | null {
  const { facts, seenAt = null, clock = null } = inventory.hosts[host] ?? {};
  if (facts === undefined) return null;
  const docker = dockerOf(inventory, host);
  const isKnown = docker.kind === 'known';
  return {
    seenAt,
    clock,
    machine: machineView(facts.machine),
    engine: isKnown ? engineView(docker.engine) : null,
    certificate: (isKnown ? docker.certificate : undefined) ?? null,
  };
}

function machineView(machine: MachineFacts): HostFactsView['machine'] {
  const { hostname, machineId, bootId, container, routes, neighbours, firewall } = machine;
  return {
    ...{ hostname, machineId, bootId, container },
    interfaces: machine.interfaces.map(interfaceView),
    routes: [...routes.routes],
    routesComplete: routes.complete,
    resolvers: [...machine.resolvers],
    capabilities: capabilityNames.map((name) => ({ name, ...machine.capabilities[name] })),
    neighbours: neighbours ?? null,
    firewall: { ...firewall, legacyTables: [...firewall.legacyTables] },
  };
}

const interfaceView = (it: InterfaceFact): HostFactsView['machine']['interfaces'][number] => ({
  name: it.name,
  addresses: [...it.addresses],
  mtu: it.mtu ?? null,
  driver: it.driver ?? null,
  link: it.link ?? 'unknown',
  mac: it.mac ?? null,
  txChecksum: it.txChecksum ?? null,
});

function engineView(engine: EngineFacts): HostFactsView['engine'] {
  const { id, architecture, storageDriver, dataRoot, firewallBackend, liveRestore } = engine;
  return {
    ...{ id, architecture, storageDriver, dataRoot, firewallBackend, liveRestore },
    securityOptions: [...engine.securityOptions],
  };
}
