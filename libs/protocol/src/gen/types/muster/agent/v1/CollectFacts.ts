// Original file: proto/muster/agent/v1/command.proto


/**
 * Look at everything. Answered with facts.
 */
export interface CollectFacts {
}

/**
 * Look at everything. Answered with facts.
 */
export interface CollectFacts__Output {
}
