// Original file: proto/muster/agent/v1/verify.proto

import type { OverlaySent as _muster_agent_v1_OverlaySent, OverlaySent__Output as _muster_agent_v1_OverlaySent__Output } from '../../../muster/agent/v1/OverlaySent.js';
import type { OverlayReceived as _muster_agent_v1_OverlayReceived, OverlayReceived__Output as _muster_agent_v1_OverlayReceived__Output } from '../../../muster/agent/v1/OverlayReceived.js';
import type { VipSeen as _muster_agent_v1_VipSeen, VipSeen__Output as _muster_agent_v1_VipSeen__Output } from '../../../muster/agent/v1/VipSeen.js';
import type { WireCount as _muster_agent_v1_WireCount, WireCount__Output as _muster_agent_v1_WireCount__Output } from '../../../muster/agent/v1/WireCount.js';

/**
 * What one host knows.
 */
export interface VerificationReport {
  /**
   * Index of the host.
   */
  'index'?: (number);
  /**
   * Of the task on the network.
   */
  'addresses'?: (string)[];
  /**
   * Of its interface there. Bytes.
   */
  'mtu'?: (number);
  /**
   * What the common name resolved to.
   */
  'resolved'?: (string)[];
  /**
   * What it sent, by address.
   */
  'sent'?: (_muster_agent_v1_OverlaySent)[];
  /**
   * What it got, by host.
   */
  'received'?: (_muster_agent_v1_OverlayReceived)[];
  /**
   * The service with a virtual address; absent where it was not asked.
   */
  'vip'?: (_muster_agent_v1_VipSeen | null);
  /**
   * By other host.
   */
  'wire'?: (_muster_agent_v1_WireCount)[];
  /**
   * Why the wire was not watched; empty = it was.
   */
  'wireMissing'?: (string);
}

/**
 * What one host knows.
 */
export interface VerificationReport__Output {
  /**
   * Index of the host.
   */
  'index': (number);
  /**
   * Of the task on the network.
   */
  'addresses': (string)[];
  /**
   * Of its interface there. Bytes.
   */
  'mtu': (number);
  /**
   * What the common name resolved to.
   */
  'resolved': (string)[];
  /**
   * What it sent, by address.
   */
  'sent': (_muster_agent_v1_OverlaySent__Output)[];
  /**
   * What it got, by host.
   */
  'received': (_muster_agent_v1_OverlayReceived__Output)[];
  /**
   * The service with a virtual address; absent where it was not asked.
   */
  'vip': (_muster_agent_v1_VipSeen__Output | null);
  /**
   * By other host.
   */
  'wire': (_muster_agent_v1_WireCount__Output)[];
  /**
   * Why the wire was not watched; empty = it was.
   */
  'wireMissing': (string);
}
