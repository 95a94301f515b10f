// Original file: proto/muster/agent/v1/facts.proto


/**
 * One Docker Engine.
 */
export interface EngineFacts {
  /**
   * Engine id.
   */
  'id'?: (string);
  /**
   * `28.5.2`.
   */
  'version'?: (string);
  /**
   * `1.51`.
   */
  'apiVersion'?: (string);
  /**
   * As it reports it.
   */
  'hostname'?: (string);
  /**
   * For people.
   */
  'operatingSystem'?: (string);
  /**
   * `x86_64`.
   */
  'architecture'?: (string);
  /**
   * `overlay2`.
   */
  'storageDriver'?: (string);
  /**
   * Excludes swarm mode.
   */
  'liveRestore'?: (boolean);
  /**
   * `/var/lib/docker`; empty = not said.
   */
  'dataRoot'?: (string);
  /**
   * `iptables`, `nftables`, each also with `+firewalld`; empty = not said.
   */
  'firewallBackend'?: (string);
  /**
   * `name=rootless`, …
   */
  'securityOptions'?: (string)[];
}

/**
 * One Docker Engine.
 */
export interface EngineFacts__Output {
  /**
   * Engine id.
   */
  'id': (string);
  /**
   * `28.5.2`.
   */
  'version': (string);
  /**
   * `1.51`.
   */
  'apiVersion': (string);
  /**
   * As it reports it.
   */
  'hostname': (string);
  /**
   * For people.
   */
  'operatingSystem': (string);
  /**
   * `x86_64`.
   */
  'architecture': (string);
  /**
   * `overlay2`.
   */
  'storageDriver': (string);
  /**
   * Excludes swarm mode.
   */
  'liveRestore': (boolean);
  /**
   * `/var/lib/docker`; empty = not said.
   */
  'dataRoot': (string);
  /**
   * `iptables`, `nftables`, each also with `+firewalld`; empty = not said.
   */
  'firewallBackend': (string);
  /**
   * `name=rootless`, …
   */
  'securityOptions': (string)[];
}
