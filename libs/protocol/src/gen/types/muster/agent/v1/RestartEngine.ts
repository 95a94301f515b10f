// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value when the Engine answers again. Error `unsupported`: this host's administrator has not told the
 * agent how. `precondition`: containers run here; the message names them.
 */
export interface RestartEngine {
}

/**
 * Answered without value when the Engine answers again. Error `unsupported`: this host's administrator has not told the
 * agent how. `precondition`: containers run here; the message names them.
 */
export interface RestartEngine__Output {
}
