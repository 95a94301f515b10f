import type { HostFiles } from '../host-files.js';

/**
 * Where the node sends its VXLAN packets. The Engine tells it nobody, but keeps what it was started with in a file; that is
 * empty where it uses the advertise address. Undefined when it cannot be read, as where the agent sees another file system than
 * the Engine.
 */
export function dataPathAddressOf(
  files: HostFiles,
  dataRoot: string,
  nodeAddress: string,
): string | undefined {
  const text = files.text(`${dataRoot}/swarm/docker-state.json`);
  if (text === undefined) return undefined;
  try {
    const { DataPathAddr: said } = JSON.parse(text) as { readonly DataPathAddr?: unknown };
    return typeof said === 'string' && said !== '' ? said : nodeAddress;
  } catch {
    return undefined;
  }
}
