// Original file: proto/muster/agent/v1/verify.proto

import type { ProbeTask as _muster_agent_v1_ProbeTask, ProbeTask__Output as _muster_agent_v1_ProbeTask__Output } from '../../../muster/agent/v1/ProbeTask.js';

/**
 * How the tasks stand, one a node.
 */
export interface ProbeTasks {
  /**
   * In no order.
   */
  'tasks'?: (_muster_agent_v1_ProbeTask)[];
}

/**
 * How the tasks stand, one a node.
 */
export interface ProbeTasks__Output {
  /**
   * In no order.
   */
  'tasks': (_muster_agent_v1_ProbeTask__Output)[];
}
