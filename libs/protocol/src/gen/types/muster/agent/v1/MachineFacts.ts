// Original file: proto/muster/agent/v1/facts.proto

import type { Interface as _muster_agent_v1_Interface, Interface__Output as _muster_agent_v1_Interface__Output } from '../../../muster/agent/v1/Interface.js';
import type { PortState as _muster_agent_v1_PortState, PortState__Output as _muster_agent_v1_PortState__Output } from '../../../muster/agent/v1/PortState.js';
import type { Route as _muster_agent_v1_Route, Route__Output as _muster_agent_v1_Route__Output } from '../../../muster/agent/v1/Route.js';
import type { Capability as _muster_agent_v1_Capability, Capability__Output as _muster_agent_v1_Capability__Output } from '../../../muster/agent/v1/Capability.js';
import type { NeighbourTable as _muster_agent_v1_NeighbourTable, NeighbourTable__Output as _muster_agent_v1_NeighbourTable__Output } from '../../../muster/agent/v1/NeighbourTable.js';
import type { HostFirewall as _muster_agent_v1_HostFirewall, HostFirewall__Output as _muster_agent_v1_HostFirewall__Output } from '../../../muster/agent/v1/HostFirewall.js';

/**
 * Readable whether or not the Engine runs.
 */
export interface MachineFacts {
  /**
   * Kernel host name.
   */
  'hostname'?: (string);
  /**
   * etc/machine-id; empty = the host has none.
   */
  'machineId'?: (string);
  /**
   * Changes with every boot.
   */
  'bootId'?: (string);
  /**
   * Kernel release.
   */
  'kernel'?: (string);
  /**
   * Network interfaces with their addresses.
   */
  'interfaces'?: (_muster_agent_v1_Interface)[];
  /**
   * TCP 7946 in the host's network namespace.
   */
  'gossipTcp'?: (_muster_agent_v1_PortState);
  /**
   * UDP 7946.
   */
  'gossipUdp'?: (_muster_agent_v1_PortState);
  /**
   * `wsl`, `lxc`, `docker`: what the host is inside of; empty = nothing shows that.
   */
  'container'?: (string);
  /**
   * Of the main table.
   */
  'routes'?: (_muster_agent_v1_Route)[];
  /**
   * Every route of it is told.
   */
  'routesComplete'?: (boolean);
  /**
   * Name servers' addresses.
   */
  'resolvers'?: (string)[];
  /**
   * What overlays need of the kernel; missing = not looked for.
   */
  'capabilities'?: (_muster_agent_v1_Capability)[];
  /**
   * Absent = not known.
   */
  'neighbours'?: (_muster_agent_v1_NeighbourTable | null);
  /**
   * Absent = not known.
   */
  'firewall'?: (_muster_agent_v1_HostFirewall | null);
}

/**
 * Readable whether or not the Engine runs.
 */
export interface MachineFacts__Output {
  /**
   * Kernel host name.
   */
  'hostname': (string);
  /**
   * etc/machine-id; empty = the host has none.
   */
  'machineId': (string);
  /**
   * Changes with every boot.
   */
  'bootId': (string);
  /**
   * Kernel release.
   */
  'kernel': (string);
  /**
   * Network interfaces with their addresses.
   */
  'interfaces': (_muster_agent_v1_Interface__Output)[];
  /**
   * TCP 7946 in the host's network namespace.
   */
  'gossipTcp': (_muster_agent_v1_PortState__Output);
  /**
   * UDP 7946.
   */
  'gossipUdp': (_muster_agent_v1_PortState__Output);
  /**
   * `wsl`, `lxc`, `docker`: what the host is inside of; empty = nothing shows that.
   */
  'container': (string);
  /**
   * Of the main table.
   */
  'routes': (_muster_agent_v1_Route__Output)[];
  /**
   * Every route of it is told.
   */
  'routesComplete': (boolean);
  /**
   * Name servers' addresses.
   */
  'resolvers': (string)[];
  /**
   * What overlays need of the kernel; missing = not looked for.
   */
  'capabilities': (_muster_agent_v1_Capability__Output)[];
  /**
   * Absent = not known.
   */
  'neighbours': (_muster_agent_v1_NeighbourTable__Output | null);
  /**
   * Absent = not known.
   */
  'firewall': (_muster_agent_v1_HostFirewall__Output | null);
}
