// Original file: proto/muster/agent/v1/command.proto


/**
 * Nothing to tell.
 */
export interface Done {
}

/**
 * Nothing to tell.
 */
export interface Done__Output {
}
