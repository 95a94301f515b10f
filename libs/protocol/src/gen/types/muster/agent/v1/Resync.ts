// Original file: proto/muster/agent/v1/agent.proto


/**
 * Look at everything anew and send HostFacts. What changes from then on comes as FactsDelta.
 */
export interface Resync {
}

/**
 * Look at everything anew and send HostFacts. What changes from then on comes as FactsDelta.
 */
export interface Resync__Output {
}
