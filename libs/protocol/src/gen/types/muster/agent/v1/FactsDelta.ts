// Original file: proto/muster/agent/v1/facts.proto

import type { MachineFacts as _muster_agent_v1_MachineFacts, MachineFacts__Output as _muster_agent_v1_MachineFacts__Output } from '../../../muster/agent/v1/MachineFacts.js';
import type { DockerDelta as _muster_agent_v1_DockerDelta, DockerDelta__Output as _muster_agent_v1_DockerDelta__Output } from '../../../muster/agent/v1/DockerDelta.js';
import type { Long } from '@grpc/proto-loader';

/**
 * What changed on one host. What is absent stayed as it was.
 */
export interface FactsDelta {
  /**
   * Revision of the facts that this changes.
   */
  'base'?: (number | string | Long);
  /**
   * Revision of the facts with this change.
   */
  'revision'?: (number | string | Long);
  /**
   * RFC 3339, UTC, by the host's own clock.
   */
  'observedAt'?: (string);
  /**
   * As in HostFacts.
   */
  'follows'?: (boolean);
  /**
   * All of it.
   */
  'machine'?: (_muster_agent_v1_MachineFacts | null);
  /**
   * What changed in what the Engine says. After `unknown`, all of it.
   */
  'known'?: (_muster_agent_v1_DockerDelta | null);
  /**
   * Why the Engine cannot be asked any more.
   */
  'unknown'?: (string);
  /**
   * None: the Engine says what it said.
   */
  'docker'?: "known"|"unknown";
}

/**
 * What changed on one host. What is absent stayed as it was.
 */
export interface FactsDelta__Output {
  /**
   * Revision of the facts that this changes.
   */
  'base': (number);
  /**
   * Revision of the facts with this change.
   */
  'revision': (number);
  /**
   * RFC 3339, UTC, by the host's own clock.
   */
  'observedAt': (string);
  /**
   * As in HostFacts.
   */
  'follows': (boolean);
  /**
   * All of it.
   */
  'machine': (_muster_agent_v1_MachineFacts__Output | null);
  /**
   * What changed in what the Engine says. After `unknown`, all of it.
   */
  'known'?: (_muster_agent_v1_DockerDelta__Output | null);
  /**
   * Why the Engine cannot be asked any more.
   */
  'unknown'?: (string);
  /**
   * None: the Engine says what it said.
   */
  'docker'?: "known"|"unknown";
}
