// Original file: proto/muster/agent/v1/verify.proto

import type { ProbeGroup as _muster_agent_v1_ProbeGroup, ProbeGroup__Output as _muster_agent_v1_ProbeGroup__Output } from '../../../muster/agent/v1/ProbeGroup.js';

/**
 * On a manager: start the tasks. Services of earlier verifications that are not kept go first. Answered without value.
 */
export interface StartVerification {
  /**
   * As prepared.
   */
  'verificationId'?: (string);
  /**
   * Docker's id of the network.
   */
  'networkId'?: (string);
  /**
   * Carried by every packet. 16 lower case hexadecimal digits.
   */
  'nonce'?: (string);
  /**
   * Ids of the nodes that get a task: a host's index is its place here, from 1.
   */
  'nodeIds'?: (string)[];
  /**
   * Ids of the swarm's other nodes.
   */
  'otherNodeIds'?: (string)[];
  /**
   * Hosts with the same program share a service. Their indexes together are those of node_ids.
   */
  'groups'?: (_muster_agent_v1_ProbeGroup)[];
  /**
   * IPv4 blocks of the network.
   */
  'subnets'?: (string)[];
  /**
   * Also start a service with a virtual address, for all of them to ask.
   */
  'withVip'?: (boolean);
  /**
   * What each pair's TCP transfer carries. Bytes.
   */
  'bulkBytes'?: (number);
  /**
   * Tasks end by themselves after this. Milliseconds.
   */
  'lifetimeMs'?: (number);
  /**
   * Ids of other verifications that go on.
   */
  'keep'?: (string)[];
  /**
   * How long after all tasks run a name may stay unknown. Milliseconds.
   */
  'namePatienceMs'?: (number);
  /**
   * How long after all tasks run, and after it was found, an address may stay without answer. Milliseconds.
   */
  'answerPatienceMs'?: (number);
}

/**
 * On a manager: start the tasks. Services of earlier verifications that are not kept go first. Answered without value.
 */
export interface StartVerification__Output {
  /**
   * As prepared.
   */
  'verificationId': (string);
  /**
   * Docker's id of the network.
   */
  'networkId': (string);
  /**
   * Carried by every packet. 16 lower case hexadecimal digits.
   */
  'nonce': (string);
  /**
   * Ids of the nodes that get a task: a host's index is its place here, from 1.
   */
  'nodeIds': (string)[];
  /**
   * Ids of the swarm's other nodes.
   */
  'otherNodeIds': (string)[];
  /**
   * Hosts with the same program share a service. Their indexes together are those of node_ids.
   */
  'groups': (_muster_agent_v1_ProbeGroup__Output)[];
  /**
   * IPv4 blocks of the network.
   */
  'subnets': (string)[];
  /**
   * Also start a service with a virtual address, for all of them to ask.
   */
  'withVip': (boolean);
  /**
   * What each pair's TCP transfer carries. Bytes.
   */
  'bulkBytes': (number);
  /**
   * Tasks end by themselves after this. Milliseconds.
   */
  'lifetimeMs': (number);
  /**
   * Ids of other verifications that go on.
   */
  'keep': (string)[];
  /**
   * How long after all tasks run a name may stay unknown. Milliseconds.
   */
  'namePatienceMs': (number);
  /**
   * How long after all tasks run, and after it was found, an address may stay without answer. Milliseconds.
   */
  'answerPatienceMs': (number);
}
