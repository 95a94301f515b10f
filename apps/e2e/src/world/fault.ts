import { join } from 'node:path';
import { Daemon } from './process.ts';
import { eventually } from './wait.ts';
import type { World } from './world.ts';

/** Something wrong on a host or in the fabric; disposing takes it away again, also when the test failed. */
export type Fault = AsyncDisposable;

/** Name of the nftables table that a fault is in. */
const table = 'fault';

/** @throws when it cannot be made. */
async function must(
  world: World,
  where: string,
  command: readonly string[],
  input = '',
): Promise<void> {
  const { code, stderr } = await world.exec(where, command, { input });
  if (code !== 0) throw new Error(`${where}: ${command.join(' ')}: ${stderr}`);
}

/**
 * Rules at a hook of nftables.
 * @param family `inet` on a host; `bridge` in the fabric.
 */
export async function nftFault(
  world: World,
  where: string,
  hook: 'input' | 'output' | 'forward',
  rules: readonly string[],
): Promise<Fault> {
  const family = where === 'fabric' ? 'bridge' : 'inet';
  const chain = `type filter hook ${hook} priority 0; ${rules.map((rule) => `${rule};`).join(' ')}`;
  const text = `table ${family} ${table} {\n chain ${hook} {\n ${chain}\n }\n}\n`;
  await must(world, where, ['nft', '-f', '-'], text);
  return {
    [Symbol.asyncDispose]: () => must(world, where, ['nft', 'delete', 'table', family, table]),
  };
}

/** One rule at the end of a chain of iptables. @param rule as after `iptables -A`: `INPUT -p udp -j DROP`. */
export async function iptablesFault(world: World, host: string, rule: string): Promise<Fault> {
  const parts = rule.split(' ');
  await must(world, host, ['iptables', '-A', ...parts]);
  return { [Symbol.asyncDispose]: () => must(world, host, ['iptables', '-D', ...parts]) };
}

/** Loss of UDP and ESP on the way to a host. TCP sends again, and would only take longer. */
export const lossFault = (world: World, host: string, percent: number): Promise<Fault> =>
  nftFault(world, 'fabric', 'forward', [
    `oifname ${portTo(host)} ip protocol { udp, esp } numgen random mod 100 < ${String(percent)} drop`,
  ]);

/**
 * The way to and from a host takes smaller packets than everybody thinks, and nobody is told. The kernel lets 4 bytes more
 * through than the device's MTU, for a VLAN tag.
 */
export async function blackHole(world: World, host: string, mtu: number): Promise<Fault> {
  const set = (bytes: number) =>
    must(world, 'fabric', ['ip', 'link', 'set', portTo(host), 'mtu', String(bytes)]);
  await set(mtu);
  return { [Symbol.asyncDispose]: () => set(1500) };
}

/** The fabric's end of the cable to a host. */
export const portTo = (host: string): string => host.replace('host-', 'port-');

/** A process of somebody else on a port, accepting whatever comes. */
export async function occupied(
  world: World,
  host: string,
  protocol: 'tcp' | 'udp',
  port: number,
): Promise<Fault & { readonly pid: number }> {
  // With reuseaddr, so that its connections do not keep the port from the Engine once it has ended.
  const listen = `${protocol.toUpperCase()}-LISTEN:${String(port)},fork,reuseaddr`;
  const command = await world.commandOn(host, ['socat', listen, 'OPEN:/dev/null']);
  const daemon = new Daemon(command, join(world.folder, `socat-${host}.log`));
  await eventually(`socat has ${protocol} ${String(port)} of ${host}`, async () => {
    const { stdout } = await world.exec(host, ['ss', '-Hlnp', `--${protocol}`]);
    return stdout.includes(`:${String(port)} `) && stdout.includes('socat');
  });
  return { pid: daemon.pid, [Symbol.asyncDispose]: () => daemon.stop() };
}
