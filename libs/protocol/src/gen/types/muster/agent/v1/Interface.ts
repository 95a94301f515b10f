// Original file: proto/muster/agent/v1/facts.proto

import type { LinkState as _muster_agent_v1_LinkState, LinkState__Output as _muster_agent_v1_LinkState__Output } from '../../../muster/agent/v1/LinkState.js';
import type { Switch as _muster_agent_v1_Switch, Switch__Output as _muster_agent_v1_Switch__Output } from '../../../muster/agent/v1/Switch.js';

/**
 * One network interface.
 */
export interface Interface {
  /**
   * Kernel name.
   */
  'name'?: (string);
  /**
   * With prefix length: `192.0.2.11/24`.
   */
  'addresses'?: (string)[];
  /**
   * Bytes; 0 = not known.
   */
  'mtu'?: (number);
  /**
   * `virtio_net`, or the kind of link; empty = not known.
   */
  'driver'?: (string);
  /**
   * Whether it carries packets.
   */
  'link'?: (_muster_agent_v1_LinkState);
  /**
   * Colon-separated; empty = not known, or it has none.
   */
  'mac'?: (string);
  /**
   * ethtool's tx-checksum-ip-generic.
   */
  'txChecksum'?: (_muster_agent_v1_Switch);
}

/**
 * One network interface.
 */
export interface Interface__Output {
  /**
   * Kernel name.
   */
  'name': (string);
  /**
   * With prefix length: `192.0.2.11/24`.
   */
  'addresses': (string)[];
  /**
   * Bytes; 0 = not known.
   */
  'mtu': (number);
  /**
   * `virtio_net`, or the kind of link; empty = not known.
   */
  'driver': (string);
  /**
   * Whether it carries packets.
   */
  'link': (_muster_agent_v1_LinkState__Output);
  /**
   * Colon-separated; empty = not known, or it has none.
   */
  'mac': (string);
  /**
   * ethtool's tx-checksum-ip-generic.
   */
  'txChecksum': (_muster_agent_v1_Switch__Output);
}
