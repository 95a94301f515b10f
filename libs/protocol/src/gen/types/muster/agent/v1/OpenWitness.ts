// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';
import type { TracedPeer as _muster_agent_v1_TracedPeer, TracedPeer__Output as _muster_agent_v1_TracedPeer__Output } from '../../../muster/agent/v1/TracedPeer.js';

/**
 * Answered with witness_opened, also when there can be no witness here. Opened again by the same check with the same
 * order, it is the one that is open; with another order, a new one takes its place.
 */
export interface OpenWitness {
  /**
   * Names the witness.
   */
  'checkId'?: (string);
  /**
   * Carried by every probe of the check. 8 bytes.
   */
  'nonce'?: (Buffer | Uint8Array | string);
  /**
   * Closes by itself after this. Milliseconds.
   */
  'lifetimeMs'?: (number);
  /**
   * This host's index in the check, 1 to 65535.
   */
  'index'?: (number);
  /**
   * Where TCP and gossip are expected.
   */
  'address'?: (string);
  /**
   * Where VXLAN and ESP are expected; empty = address.
   */
  'dataAddress'?: (string);
  /**
   * What to watch.
   */
  'ports'?: (_muster_agent_v1_ProbePort)[];
  /**
   * Peers whose packets are traced through the rules. None = nothing is traced.
   */
  'trace'?: (_muster_agent_v1_TracedPeer)[];
  /**
   * Count only what arrives, probes and refusals, which tells of all that passes, and nothing of what leaves.
   */
  'arrivalsOnly'?: (boolean);
}

/**
 * Answered with witness_opened, also when there can be no witness here. Opened again by the same check with the same
 * order, it is the one that is open; with another order, a new one takes its place.
 */
export interface OpenWitness__Output {
  /**
   * Names the witness.
   */
  'checkId': (string);
  /**
   * Carried by every probe of the check. 8 bytes.
   */
  'nonce': (Buffer);
  /**
   * Closes by itself after this. Milliseconds.
   */
  'lifetimeMs': (number);
  /**
   * This host's index in the check, 1 to 65535.
   */
  'index': (number);
  /**
   * Where TCP and gossip are expected.
   */
  'address': (string);
  /**
   * Where VXLAN and ESP are expected; empty = address.
   */
  'dataAddress': (string);
  /**
   * What to watch.
   */
  'ports': (_muster_agent_v1_ProbePort__Output)[];
  /**
   * Peers whose packets are traced through the rules. None = nothing is traced.
   */
  'trace': (_muster_agent_v1_TracedPeer__Output)[];
  /**
   * Count only what arrives, probes and refusals, which tells of all that passes, and nothing of what leaves.
   */
  'arrivalsOnly': (boolean);
}
