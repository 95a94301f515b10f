import {
  capabilitiesOf,
  type Capability,
  type HostFirewall,
  type InterfaceFact,
  type MachineFacts,
  unseenMachine,
} from '@muster/inventory';
import { linkStateCodec, portStateCodec, presenceCodec, switchCodec } from './enums.js';
import type { Capability__Output } from './gen/types/muster/agent/v1/Capability.js';
import type {
  HostFirewall as WireFirewall,
  HostFirewall__Output,
} from './gen/types/muster/agent/v1/HostFirewall.js';
import type {
  Interface as WireInterface,
  Interface__Output,
} from './gen/types/muster/agent/v1/Interface.js';
import type {
  MachineFacts as WireMachine,
  MachineFacts__Output,
} from './gen/types/muster/agent/v1/MachineFacts.js';

export function encodeMachine(machine: MachineFacts): WireMachine {
  const { hostname, machineId, bootId, kernel, container, gossipPort, routes } = machine;
  return {
    ...{ hostname, machineId, bootId, kernel, container },
    interfaces: machine.interfaces.map(encodeInterface),
    routes: [...routes.routes],
    routesComplete: routes.complete,
    resolvers: [...machine.resolvers],
    capabilities: Object.entries(machine.capabilities).map(([name, { state, how }]) => ({
      ...{ name, how },
      state: presenceCodec.encode(state),
    })),
    neighbours: machine.neighbours ?? null,
    firewall: encodeFirewall(machine.firewall),
    gossipTcp: portStateCodec.encode(gossipPort.tcp),
    gossipUdp: portStateCodec.encode(gossipPort.udp),
  };
}

/** What an agent does not tell, being older than the fact, is unknown. */
export function decodeMachine(wire: MachineFacts__Output): MachineFacts {
  const { hostname, machineId, bootId, kernel, container, resolvers } = wire;
  return {
    ...{ hostname, machineId, bootId, kernel, container, resolvers },
    interfaces: wire.interfaces.map(decodeInterface),
    routes: { routes: wire.routes, complete: wire.routesComplete },
    capabilities: decodeCapabilities(wire.capabilities),
    ...(wire.neighbours && { neighbours: wire.neighbours }),
    firewall: wire.firewall ? decodeFirewall(wire.firewall) : unseenMachine.firewall,
    gossipPort: {
      tcp: portStateCodec.decode(wire.gossipTcp) ?? 'unknown',
      udp: portStateCodec.decode(wire.gossipUdp) ?? 'unknown',
    },
  };
}

function encodeInterface({ addresses, link, txChecksum, ...rest }: InterfaceFact): WireInterface {
  return {
    ...rest,
    addresses: [...addresses],
    ...(link && { link: linkStateCodec.encode(link) }),
    ...(txChecksum && { txChecksum: switchCodec.encode(txChecksum) }),
  };
}

/** Zero and empty stand for "not known". */
function decodeInterface(wire: Interface__Output): InterfaceFact {
  const { name, addresses, mtu, driver, mac } = wire;
  const link = linkStateCodec.decode(wire.link);
  const txChecksum = switchCodec.decode(wire.txChecksum);
  return {
    ...{ name, addresses },
    ...(mtu > 0 && { mtu }),
    ...(driver !== '' && { driver }),
    ...(link && { link }),
    ...(mac !== '' && { mac }),
    ...(txChecksum && { txChecksum }),
  };
}

function decodeCapabilities(wire: readonly Capability__Output[]): MachineFacts['capabilities'] {
  const told = new Map<string, Capability>(
    wire.map(({ name, state, how }) => [
      name,
      { state: presenceCodec.decode(state) ?? 'unknown', how },
    ]),
  );
  return capabilitiesOf((name) => told.get(name) ?? unseenMachine.capabilities[name]);
}

function encodeFirewall(firewall: HostFirewall): WireFirewall {
  const { iptables, legacyTables, ufw, firewalld } = firewall;
  return {
    iptables: iptables === 'unknown' ? '' : iptables,
    legacyTables: [...legacyTables],
    ufw: presenceCodec.encode(ufw),
    firewalld: presenceCodec.encode(firewalld),
  };
}

function decodeFirewall(wire: HostFirewall__Output): HostFirewall {
  return {
    iptables: variantOf(wire.iptables),
    legacyTables: wire.legacyTables,
    ufw: presenceCodec.decode(wire.ufw) ?? 'unknown',
    firewalld: presenceCodec.decode(wire.firewalld) ?? 'unknown',
  };
}

const variantOf = (text: string): HostFirewall['iptables'] =>
  text === 'nft' || text === 'legacy' ? text : 'unknown';
