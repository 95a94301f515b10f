// Original file: proto/muster/agent/v1/facts.proto

import type { Interface as _muster_agent_v1_Interface, Interface__Output as _muster_agent_v1_Interface__Output } from '../../../muster/agent/v1/Interface.js';
import type { PortState as _muster_agent_v1_PortState, PortState__Output as _muster_agent_v1_PortState__Output } from '../../../muster/agent/v1/PortState.js';

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
}
