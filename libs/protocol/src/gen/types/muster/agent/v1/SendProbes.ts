// Original file: proto/muster/agent/v1/check.proto

import type { ProbePort as _muster_agent_v1_ProbePort, ProbePort__Output as _muster_agent_v1_ProbePort__Output } from '../../../muster/agent/v1/ProbePort.js';
import type { ProbeTarget as _muster_agent_v1_ProbeTarget, ProbeTarget__Output as _muster_agent_v1_ProbeTarget__Output } from '../../../muster/agent/v1/ProbeTarget.js';

/**
 * Answered with probes_sent.
 */
export interface SendProbes {
  /**
   * The witness of the same check turns probes into ESP, and sees what becomes of them here.
   */
  'checkId'?: (string);
  /**
   * Carried by every probe of the check. 8 bytes.
   */
  'nonce'?: (Buffer | Uint8Array | string);
  /**
   * How many for each UDP and ESP port.
   */
  'packets'?: (number);
  /**
   * Ports that targets refer to by their place here, from 0.
   */
  'ports'?: (_muster_agent_v1_ProbePort)[];
  /**
   * Whom to send to.
   */
  'targets'?: (_muster_agent_v1_ProbeTarget)[];
  /**
   * Answer when all has left. Else what was sent is given its time to arrive, and refusals theirs to come back.
   */
  'atOnce'?: (boolean);
}

/**
 * Answered with probes_sent.
 */
export interface SendProbes__Output {
  /**
   * The witness of the same check turns probes into ESP, and sees what becomes of them here.
   */
  'checkId': (string);
  /**
   * Carried by every probe of the check. 8 bytes.
   */
  'nonce': (Buffer);
  /**
   * How many for each UDP and ESP port.
   */
  'packets': (number);
  /**
   * Ports that targets refer to by their place here, from 0.
   */
  'ports': (_muster_agent_v1_ProbePort__Output)[];
  /**
   * Whom to send to.
   */
  'targets': (_muster_agent_v1_ProbeTarget__Output)[];
  /**
   * Answer when all has left. Else what was sent is given its time to arrive, and refusals theirs to come back.
   */
  'atOnce': (boolean);
}
