import { eventually } from './wait.ts';
import type { World } from './world.ts';

/** What the Engine itself says of its membership, asked without Muster. */
export async function swarmState(world: World, host: string): Promise<string> {
  return world.docker(host, 'info', '--format', '{{.Swarm.LocalNodeState}}');
}

export async function swarmStates(world: World): Promise<Record<string, string>> {
  const states = world.hosts.map(async (host) => [host, await swarmState(world, host)] as const);
  return Object.fromEntries(await Promise.all(states));
}

type NodeLine = {
  readonly Hostname: string;
  readonly Status: string;
  readonly ManagerStatus: string;
};

/** `docker node ls` on a manager. */
export async function nodes(world: World, manager: string): Promise<readonly NodeLine[]> {
  const lines = await world.docker(manager, 'node', 'ls', '--format', '{{json .}}');
  return lines.split('\n').map((line) => JSON.parse(line) as NodeLine);
}

/** Names of the networks that the host's Engine lists. */
export async function networkNames(world: World, host: string): Promise<readonly string[]> {
  return (await world.docker(host, 'network', 'ls', '--format', '{{.Name}}')).split('\n');
}

/** Addresses that the host's Engine gossips with about ingress. */
export async function ingressPeers(world: World, host: string): Promise<readonly string[]> {
  const text = await world.docker(
    host,
    'network',
    'inspect',
    'ingress',
    '--format',
    '{{json .Peers}}',
  );
  return ((JSON.parse(text) ?? []) as { IP: string }[]).map(({ IP }) => IP).sort();
}

/** What is wrong with the world's swarm, seen from its Engines and not from Muster; empty when nothing is. */
export async function swarmFaults(world: World, manager = 'host-1'): Promise<readonly string[]> {
  const faults: string[] = [];
  const all = await nodes(world, manager);
  const ready = all.filter(({ Status }) => Status === 'Ready');
  if (ready.length !== world.hosts.length) faults.push(`${String(ready.length)} nodes are ready`);
  if (all.length !== world.hosts.length) faults.push(`${String(all.length)} nodes are listed`);
  const expected = world.hosts.map((host) => world.address(host)).sort();
  for (const host of world.hosts) {
    const names = await networkNames(world, host);
    for (const name of ['ingress', 'docker_gwbridge'])
      if (!names.includes(name)) faults.push(`${host} has no ${name}`);
    const peers = await ingressPeers(world, host);
    if (peers.join() !== expected.join()) faults.push(`${host} gossips with ${peers.join(', ')}`);
  }
  return faults;
}

/**
 * A swarm's lists of peers become complete by gossip, a moment after `up` has ended. What gossip lost comes with the next
 * bulk sync, every 30 s (libnetwork networkdb/cluster.go), if that reaches a peer who knows. Milliseconds.
 */
const settledWithinMs = 75_000;

/** Looks until nothing is wrong with the world's swarm. @throws with what was wrong to the last. */
export async function expectSoundSwarm(world: World, manager = 'host-1'): Promise<void> {
  let faults: readonly string[] = ['nobody looked'];
  const isSound = async (): Promise<boolean> => {
    faults = await swarmFaults(world, manager);
    return faults.length === 0;
  };
  await eventually('the swarm is sound', isSound, settledWithinMs).catch((cause: unknown) => {
    throw new Error(`the swarm is not sound: ${faults.join('; ')}`, { cause });
  });
}
