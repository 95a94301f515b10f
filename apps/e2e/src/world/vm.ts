import { must } from './process.ts';
import type { World } from './world.ts';

/** Where hosts find the coordinator: at the fabric's own address, beside its Unix socket on the machine. */
const coordinator = { address: '198.18.255.254', port: 7444 };

/** An emulated processor takes long to load an agent, the more so beside others. */
export const vmConnectedWithinMs = 240_000;

/** For the fabric: leads from the hosts' network to the coordinator's socket. */
export const relayTo = (socket: string): readonly string[] => [
  'socat',
  `TCP-LISTEN:${String(coordinator.port)},bind=${coordinator.address},fork,reuseaddr`,
  `UNIX-CONNECT:${socket}`,
];

const folder = '/opt/muster';

/** What `systemctl restart docker` is on a real host: it returns when the Engine answers. */
const restart =
  '/run/lab/engine stop && /run/lab/engine start && until docker version >/dev/null; do sleep 1; done';

/**
 * Puts the agent on a VM, which sees none of the machine's files.
 * @param bundle folder of the agent and of what it wants beside it.
 * @returns the command that starts it there.
 */
export async function agentInVm(
  world: World,
  host: string,
  bundle: string,
): Promise<readonly string[]> {
  const pack = ['tar', '--exclude=*.map', '-C', bundle, '-cf', '-', '.'];
  const put = await world.commandOn(host, ['tar', '-C', folder, '-xf', '-']);
  await must(await world.commandOn(host, ['mkdir', '-p', folder]));
  await must(['sh', '-c', `${quoted(pack)} | ${quoted(put)}`]);
  return [
    ...[`${folder}/main.js`, '--host', host, '--docker', '/run/docker.sock'],
    ...['--coordinator', `${coordinator.address}:${String(coordinator.port)}`, '--insecure'],
    ...['--restart-engine', restart],
  ];
}

const quoted = (command: readonly string[]): string => command.map((word) => `'${word}'`).join(' ');
