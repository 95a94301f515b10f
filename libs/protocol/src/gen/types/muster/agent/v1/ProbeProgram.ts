// Original file: proto/muster/agent/v1/verify.proto


/**
 * The program that tasks run, on one host or on several.
 */
export interface ProbeProgram {
  /**
   * Node: `/usr/bin/node`.
   */
  'node'?: (string);
  /**
   * The script that is installed beside the agent.
   */
  'script'?: (string);
  /**
   * Both are part of the image; else they are mounted from the host.
   */
  'inImage'?: (boolean);
  /**
   * Folders with what Node needs, of `/usr`, `/lib`, `/lib64`: those that the host has.
   */
  'libraries'?: (string)[];
}

/**
 * The program that tasks run, on one host or on several.
 */
export interface ProbeProgram__Output {
  /**
   * Node: `/usr/bin/node`.
   */
  'node': (string);
  /**
   * The script that is installed beside the agent.
   */
  'script': (string);
  /**
   * Both are part of the image; else they are mounted from the host.
   */
  'inImage': (boolean);
  /**
   * Folders with what Node needs, of `/usr`, `/lib`, `/lib64`: those that the host has.
   */
  'libraries': (string)[];
}
