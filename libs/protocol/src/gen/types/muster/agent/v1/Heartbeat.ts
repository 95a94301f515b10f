// Original file: proto/muster/agent/v1/agent.proto


/**
 * Sent when nothing else was within a period.
 */
export interface Heartbeat {
}

/**
 * Sent when nothing else was within a period.
 */
export interface Heartbeat__Output {
}
