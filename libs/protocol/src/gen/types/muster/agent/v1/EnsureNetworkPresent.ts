// Original file: proto/muster/agent/v1/command.proto

import type { OverlaySubnet as _muster_agent_v1_OverlaySubnet, OverlaySubnet__Output as _muster_agent_v1_OverlaySubnet__Output } from '../../../muster/agent/v1/OverlaySubnet.js';

/**
 * Answered with network. Error `conflict` when one of that name exists with other properties (the message says which).
 */
export interface EnsureNetworkPresent {
  /**
   * Name in the swarm.
   */
  'name'?: (string);
  /**
   * Standalone containers may join; else services only.
   */
  'attachable'?: (boolean);
  /**
   * No way out.
   */
  'internal'?: (boolean);
  /**
   * IPsec between hosts.
   */
  'encrypted'?: (boolean);
  /**
   * MTU of the paths, bytes; 0 = the Engine's default.
   */
  'mtu'?: (number);
  /**
   * User labels.
   */
  'labels'?: ({[key: string]: string});
  /**
   * The routing mesh of published ports.
   */
  'ingress'?: (boolean);
  /**
   * Address ranges, in this order; none = the Engine chooses.
   */
  'subnets'?: (_muster_agent_v1_OverlaySubnet)[];
  /**
   * VXLAN network identifiers, in the order of the ranges.
   */
  'vnis'?: (number)[];
  /**
   * Further options of the driver.
   */
  'options'?: ({[key: string]: string});
}

/**
 * Answered with network. Error `conflict` when one of that name exists with other properties (the message says which).
 */
export interface EnsureNetworkPresent__Output {
  /**
   * Name in the swarm.
   */
  'name': (string);
  /**
   * Standalone containers may join; else services only.
   */
  'attachable': (boolean);
  /**
   * No way out.
   */
  'internal': (boolean);
  /**
   * IPsec between hosts.
   */
  'encrypted': (boolean);
  /**
   * MTU of the paths, bytes; 0 = the Engine's default.
   */
  'mtu': (number);
  /**
   * User labels.
   */
  'labels': ({[key: string]: string});
  /**
   * The routing mesh of published ports.
   */
  'ingress': (boolean);
  /**
   * Address ranges, in this order; none = the Engine chooses.
   */
  'subnets': (_muster_agent_v1_OverlaySubnet__Output)[];
  /**
   * VXLAN network identifiers, in the order of the ranges.
   */
  'vnis': (number)[];
  /**
   * Further options of the driver.
   */
  'options': ({[key: string]: string});
}
