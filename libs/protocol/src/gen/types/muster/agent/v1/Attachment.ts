// Original file: proto/muster/agent/v1/facts.proto

import type { Task as _muster_agent_v1_Task, Task__Output as _muster_agent_v1_Task__Output } from '../../../muster/agent/v1/Task.js';

/**
 * A container's place on a network.
 */
export interface Attachment {
  /**
   * Docker's container id.
   */
  'containerId'?: (string);
  /**
   * Container name.
   */
  'name'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address'?: (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv6Address'?: (string);
  /**
   * Colon-separated.
   */
  'macAddress'?: (string);
  /**
   * As the container was created from it; empty = not said.
   */
  'image'?: (string);
  /**
   * Of a container that runs a task of a service.
   */
  'task'?: (_muster_agent_v1_Task | null);
}

/**
 * A container's place on a network.
 */
export interface Attachment__Output {
  /**
   * Docker's container id.
   */
  'containerId': (string);
  /**
   * Container name.
   */
  'name': (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv4Address': (string);
  /**
   * With prefix length; empty = none.
   */
  'ipv6Address': (string);
  /**
   * Colon-separated.
   */
  'macAddress': (string);
  /**
   * As the container was created from it; empty = not said.
   */
  'image': (string);
  /**
   * Of a container that runs a task of a service.
   */
  'task': (_muster_agent_v1_Task__Output | null);
}
