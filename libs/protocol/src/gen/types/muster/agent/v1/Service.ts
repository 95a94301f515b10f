// Original file: proto/muster/agent/v1/facts.proto

import type { ServiceNetwork as _muster_agent_v1_ServiceNetwork, ServiceNetwork__Output as _muster_agent_v1_ServiceNetwork__Output } from '../../../muster/agent/v1/ServiceNetwork.js';

/**
 * One service as a manager sees it.
 */
export interface Service {
  /**
   * Docker's id.
   */
  'serviceId'?: (string);
  /**
   * Name.
   */
  'name'?: (string);
  /**
   * That its tasks run.
   */
  'image'?: (string);
  /**
   * `replicated`, `global`, `replicated-job`, `global-job`; empty = something else.
   */
  'mode'?: (string);
  /**
   * Tasks wanted; absent = as many as there are nodes.
   */
  'replicas'?: (number);
  /**
   * No virtual addresses: names lead to the tasks' own.
   */
  'dnsrr'?: (boolean);
  /**
   * User labels.
   */
  'labels'?: ({[key: string]: string});
  /**
   * Networks that its tasks are on.
   */
  'networks'?: (_muster_agent_v1_ServiceNetwork)[];
  '_replicas'?: "replicas";
}

/**
 * One service as a manager sees it.
 */
export interface Service__Output {
  /**
   * Docker's id.
   */
  'serviceId': (string);
  /**
   * Name.
   */
  'name': (string);
  /**
   * That its tasks run.
   */
  'image': (string);
  /**
   * `replicated`, `global`, `replicated-job`, `global-job`; empty = something else.
   */
  'mode': (string);
  /**
   * Tasks wanted; absent = as many as there are nodes.
   */
  'replicas'?: (number);
  /**
   * No virtual addresses: names lead to the tasks' own.
   */
  'dnsrr': (boolean);
  /**
   * User labels.
   */
  'labels': ({[key: string]: string});
  /**
   * Networks that its tasks are on.
   */
  'networks': (_muster_agent_v1_ServiceNetwork__Output)[];
  '_replicas'?: "replicas";
}
