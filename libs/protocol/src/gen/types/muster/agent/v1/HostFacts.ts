// Original file: proto/muster/agent/v1/facts.proto

import type { MachineFacts as _muster_agent_v1_MachineFacts, MachineFacts__Output as _muster_agent_v1_MachineFacts__Output } from '../../../muster/agent/v1/MachineFacts.js';
import type { DockerFacts as _muster_agent_v1_DockerFacts, DockerFacts__Output as _muster_agent_v1_DockerFacts__Output } from '../../../muster/agent/v1/DockerFacts.js';
import type { Long } from '@grpc/proto-loader';

/**
 * Everything one agent saw on one host in one look.
 */
export interface HostFacts {
  /**
   * RFC 3339, UTC, by the host's own clock.
   */
  'observedAt'?: (string);
  /**
   * What the kernel says.
   */
  'machine'?: (_muster_agent_v1_MachineFacts | null);
  /**
   * What the Engine says.
   */
  'known'?: (_muster_agent_v1_DockerFacts | null);
  /**
   * Why the Engine could not be asked.
   */
  'unknown'?: (string);
  /**
   * Grows with every change that the agent reports, from 1; 0 = it reports none.
   */
  'revision'?: (number | string | Long);
  /**
   * The agent follows its Engine's events: changes come by themselves.
   */
  'follows'?: (boolean);
  /**
   * Exactly one.
   */
  'docker'?: "known"|"unknown";
}

/**
 * Everything one agent saw on one host in one look.
 */
export interface HostFacts__Output {
  /**
   * RFC 3339, UTC, by the host's own clock.
   */
  'observedAt': (string);
  /**
   * What the kernel says.
   */
  'machine': (_muster_agent_v1_MachineFacts__Output | null);
  /**
   * What the Engine says.
   */
  'known'?: (_muster_agent_v1_DockerFacts__Output | null);
  /**
   * Why the Engine could not be asked.
   */
  'unknown'?: (string);
  /**
   * Grows with every change that the agent reports, from 1; 0 = it reports none.
   */
  'revision': (number);
  /**
   * The agent follows its Engine's events: changes come by themselves.
   */
  'follows': (boolean);
  /**
   * Exactly one.
   */
  'docker'?: "known"|"unknown";
}
