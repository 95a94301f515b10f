// Original file: proto/muster/agent/v1/command.proto


/**
 * Answered without value. Error `conflict` when the host is in a swarm that has other managers.
 */
export interface EnsureSwarmInitialised {
  /**
   * Bound locally, `0.0.0.0:2377` form; empty = the Engine's default.
   */
  'listenAddress'?: (string);
  /**
   * What other members dial; empty = the Engine chooses.
   */
  'advertiseAddress'?: (string);
  /**
   * Where VXLAN is sent; empty = the advertise address.
   */
  'dataPathAddress'?: (string);
  /**
   * UDP port of VXLAN, 1024 to 49151; 0 = 4789. Init-only in Docker.
   */
  'dataPathPort'?: (number);
  /**
   * CIDR blocks for overlay subnets; none = the Engine's default. Init-only.
   */
  'addressPools'?: (string)[];
  /**
   * Prefix length of subnets cut from the pools; 0 = 24. Init-only.
   */
  'subnetSize'?: (number);
  /**
   * Managers need the unlock key after a restart.
   */
  'autolock'?: (boolean);
}

/**
 * Answered without value. Error `conflict` when the host is in a swarm that has other managers.
 */
export interface EnsureSwarmInitialised__Output {
  /**
   * Bound locally, `0.0.0.0:2377` form; empty = the Engine's default.
   */
  'listenAddress': (string);
  /**
   * What other members dial; empty = the Engine chooses.
   */
  'advertiseAddress': (string);
  /**
   * Where VXLAN is sent; empty = the advertise address.
   */
  'dataPathAddress': (string);
  /**
   * UDP port of VXLAN, 1024 to 49151; 0 = 4789. Init-only in Docker.
   */
  'dataPathPort': (number);
  /**
   * CIDR blocks for overlay subnets; none = the Engine's default. Init-only.
   */
  'addressPools': (string)[];
  /**
   * Prefix length of subnets cut from the pools; 0 = 24. Init-only.
   */
  'subnetSize': (number);
  /**
   * Managers need the unlock key after a restart.
   */
  'autolock': (boolean);
}
