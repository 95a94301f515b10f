import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { must } from './process.ts';
import type { World } from './world.ts';

/** What the tests call the image that agents run from. */
export const agentImage = 'muster-test/agent:1';

const bundle = resolve(import.meta.dirname, '../../../agent/dist');
/** Where no host has anything: what is mounted from there cannot be meant. */
const folder = '/opt/muster-agent';
const node = `${folder}/node`;

/** Runs every host's agent as a container of its Engine: in the host's network, and else with nothing of the host's. */
export async function agentsInContainers(world: World): Promise<void> {
  const root = join(world.folder, 'image');
  await fill(root);
  await Promise.all(world.hosts.map((host) => startIn(world, host, root)));
  await world.connected();
}

/** The agent with its Node and its packet filter, and the libraries of both. */
async function fill(root: string): Promise<void> {
  const programs = new Map([
    [process.execPath, node],
    ['/usr/sbin/nft', '/usr/sbin/nft'],
  ]);
  for (const [from, to] of programs) {
    put(from, join(root, to));
    for (const library of await librariesOf(from)) put(library, join(root, library));
  }
  for (const name of ['main.js', 'overlay-probe.mjs'])
    put(join(bundle, name), join(root, folder, name));
}

function put(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** As the dynamic linker finds them, itself included. */
async function librariesOf(program: string): Promise<readonly string[]> {
  const told = await must(['ldd', program]);
  return told.split('\n').flatMap((line) => /(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

async function startIn(world: World, host: string, root: string): Promise<void> {
  const socket = world.dockerSocket(host);
  const pack = `tar -C '${root}' -c . | docker --host 'unix://${socket}' import - ${agentImage}`;
  await must(['sh', '-c', pack]);
  const mounts = [`${socket}:/run/docker.sock`, `${world.folder}:/run/coordinator`];
  await world.docker(
    host,
    ...['run', '--detach', '--name', 'agent', '--network', 'host', '--uts', 'host'],
    ...['--cap-add', 'NET_ADMIN', ...mounts.flatMap((mount) => ['--volume', mount])],
    ...[agentImage, node, `${folder}/main.js`, '--host', host, '--docker', '/run/docker.sock'],
    ...['--coordinator', 'unix:/run/coordinator/agents.sock', '--probe-image', agentImage],
  );
}
