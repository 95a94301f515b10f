// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value as soon as the Engine is a member, `ingress` and `docker_gwbridge` exist and 7946 is bound (TCP
 * and UDP). Error `precondition`, at once when it is certain: the member will never gossip (a member for
 * stuck_after_ms, and nothing bound on 7946). `deadline`: not there yet; the message names what is missing.
 */
export interface AwaitMembership {
  /**
   * How long a member may be without a bound gossip port before it is called stuck. Milliseconds.
   */
  'stuckAfterMs'?: (number);
}

/**
 * Answered without value as soon as the Engine is a member, `ingress` and `docker_gwbridge` exist and 7946 is bound (TCP
 * and UDP). Error `precondition`, at once when it is certain: the member will never gossip (a member for
 * stuck_after_ms, and nothing bound on 7946). `deadline`: not there yet; the message names what is missing.
 */
export interface AwaitMembership__Output {
  /**
   * How long a member may be without a bound gossip port before it is called stuck. Milliseconds.
   */
  'stuckAfterMs': (number);
}
