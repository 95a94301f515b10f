import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from './world.ts';

export type SpecOptions = {
  readonly fleet?: string;
  /** The first so many hosts; 1 when absent. */
  readonly managers?: number;
  readonly hosts?: readonly string[];
  /** Lines of `networks:`, as flow mappings. */
  readonly networks?: readonly string[];
  /** Further keys by host: `advertiseAddress: 192.0.2.1`. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Without `swarm:` when false. */
  readonly swarm?: boolean;
};

/** Text of a spec for the world's hosts. */
export function specText(world: World, options: SpecOptions = {}): string {
  const {
    fleet = 'test',
    managers = 1,
    hosts = world.hosts,
    networks = [],
    extra = {},
    swarm = true,
  } = options;
  const lines = hosts.map((host, index) => {
    const role = index < managers ? 'manager' : 'worker';
    const more = extra[host] === undefined ? '' : `, ${extra[host]}`;
    return `  - { name: ${host}, role: ${role}${more} }`;
  });
  return [
    'version: 1',
    `fleet: ${fleet}`,
    ...(swarm ? ['swarm: {}'] : []),
    'hosts:',
    ...lines,
    ...(networks.length > 0 ? ['networks:', ...networks.map((line) => `  - ${line}`)] : []),
    '',
  ].join('\n');
}

/** Writes the spec into the world's folder. @returns its path. */
export function writeSpec(world: World, content: string | Uint8Array, name = 'fleet.yaml'): string {
  const path = join(world.folder, name);
  writeFileSync(path, content);
  return path;
}
