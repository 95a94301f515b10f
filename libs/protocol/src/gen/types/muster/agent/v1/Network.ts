// Original file: proto/muster/agent/v1/facts.proto

import type { Subnet as _muster_agent_v1_Subnet, Subnet__Output as _muster_agent_v1_Subnet__Output } from '../../../muster/agent/v1/Subnet.js';
import type { Peer as _muster_agent_v1_Peer, Peer__Output as _muster_agent_v1_Peer__Output } from '../../../muster/agent/v1/Peer.js';
import type { Attachment as _muster_agent_v1_Attachment, Attachment__Output as _muster_agent_v1_Attachment__Output } from '../../../muster/agent/v1/Attachment.js';
import type { Orphan as _muster_agent_v1_Orphan, Orphan__Output as _muster_agent_v1_Orphan__Output } from '../../../muster/agent/v1/Orphan.js';

/**
 * One network as one Engine sees it.
 */
export interface Network {
  /**
   * Docker's id.
   */
  'id'?: (string);
  /**
   * Name.
   */
  'name'?: (string);
  /**
   * `overlay`, `bridge`, …
   */
  'driver'?: (string);
  /**
   * `local`, `swarm` or `global`.
   */
  'scope'?: (string);
  /**
   * Standalone containers may join.
   */
  'attachable'?: (boolean);
  /**
   * No way out.
   */
  'internal'?: (boolean);
  /**
   * The routing mesh.
   */
  'ingress'?: (boolean);
  /**
   * Asked to be encrypted. Says nothing about what is on the wire.
   */
  'encrypted'?: (boolean);
  /**
   * Address ranges.
   */
  'subnets'?: (_muster_agent_v1_Subnet)[];
  /**
   * Driver options.
   */
  'options'?: ({[key: string]: string});
  /**
   * User labels.
   */
  'labels'?: ({[key: string]: string});
  /**
   * VXLAN network identifiers, one a subnet.
   */
  'vnis'?: (number)[];
  /**
   * RFC 3339.
   */
  'createdAt'?: (string);
  /**
   * Hosts that gossip about it, as seen here.
   */
  'peers'?: (_muster_agent_v1_Peer)[];
  /**
   * Containers of this host on it.
   */
  'attachments'?: (_muster_agent_v1_Attachment)[];
  /**
   * Endpoints of this host on it that belong to no container.
   */
  'orphans'?: (_muster_agent_v1_Orphan)[];
}

/**
 * One network as one Engine sees it.
 */
export interface Network__Output {
  /**
   * Docker's id.
   */
  'id': (string);
  /**
   * Name.
   */
  'name': (string);
  /**
   * `overlay`, `bridge`, …
   */
  'driver': (string);
  /**
   * `local`, `swarm` or `global`.
   */
  'scope': (string);
  /**
   * Standalone containers may join.
   */
  'attachable': (boolean);
  /**
   * No way out.
   */
  'internal': (boolean);
  /**
   * The routing mesh.
   */
  'ingress': (boolean);
  /**
   * Asked to be encrypted. Says nothing about what is on the wire.
   */
  'encrypted': (boolean);
  /**
   * Address ranges.
   */
  'subnets': (_muster_agent_v1_Subnet__Output)[];
  /**
   * Driver options.
   */
  'options': ({[key: string]: string});
  /**
   * User labels.
   */
  'labels': ({[key: string]: string});
  /**
   * VXLAN network identifiers, one a subnet.
   */
  'vnis': (number)[];
  /**
   * RFC 3339.
   */
  'createdAt': (string);
  /**
   * Hosts that gossip about it, as seen here.
   */
  'peers': (_muster_agent_v1_Peer__Output)[];
  /**
   * Containers of this host on it.
   */
  'attachments': (_muster_agent_v1_Attachment__Output)[];
  /**
   * Endpoints of this host on it that belong to no container.
   */
  'orphans': (_muster_agent_v1_Orphan__Output)[];
}
