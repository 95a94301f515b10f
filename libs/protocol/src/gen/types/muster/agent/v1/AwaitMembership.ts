// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value as soon as `docker_gwbridge` exists, `ingress` has peers and 7946 is bound (TCP and UDP). Error
 * `precondition`: the host is in no swarm, or the member will never gossip (a member for stuck_after_ms, and nothing
 * bound on 7946, or for twice that, and nothing came of it). `deadline`: not there yet; the message says what is missing.
 */
export interface AwaitMembership {
  /**
   * How long a member may be without a bound gossip port before it is called stuck. Milliseconds.
   */
  'stuckAfterMs'?: (number);
}

/**
 * Answered without value as soon as `docker_gwbridge` exists, `ingress` has peers and 7946 is bound (TCP and UDP). Error
 * `precondition`: the host is in no swarm, or the member will never gossip (a member for stuck_after_ms, and nothing
 * bound on 7946, or for twice that, and nothing came of it). `deadline`: not there yet; the message says what is missing.
 */
export interface AwaitMembership__Output {
  /**
   * How long a member may be without a bound gossip port before it is called stuck. Milliseconds.
   */
  'stuckAfterMs': (number);
}
