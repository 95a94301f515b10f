// Original file: proto/muster/agent/v1/facts.proto


/**
 * In no swarm.
 */
export interface NoMembership {
}

/**
 * In no swarm.
 */
export interface NoMembership__Output {
}
