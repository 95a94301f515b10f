// Original file: proto/muster/agent/v1/facts.proto


/**
 * There is none any more.
 */
export interface Gone {
}

/**
 * There is none any more.
 */
export interface Gone__Output {
}
