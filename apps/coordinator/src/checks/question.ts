import { createHash } from 'node:crypto';
import { networksOf, pathMtuOf, type Inventory } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import {
  type CheckHost,
  checkHosts,
  type Mesh,
  type OverlayNetwork,
  planMesh,
  portsOf,
  type ProbePort,
} from '@muster/probe';
import { ourSwarm } from '@muster/plan';
import type { FleetSpec } from '@muster/spec';

/** What a check is to find out. */
export type Question = {
  /** null = hosts by name, of no fleet in particular. */
  readonly fleet: string | null;
  readonly spec: FleetSpec;
  /** Only these of the spec's hosts; absent = all. */
  readonly hosts?: readonly string[];
  /** Only these ports; absent = all that Swarm uses there. */
  readonly ports?: readonly ProbePort[];
  /** Ids of findings to show as accepted. */
  readonly accept: readonly string[];
};

/** A question with what the inventory knows of its hosts: the edges to prove. */
export type Prepared = {
  readonly mesh: Mesh;
  readonly ports: readonly ProbePort[];
  /** What is wrong with the question's hosts before any probe is sent. */
  readonly findings: readonly Finding[];
  /** The same for every check of the same edges. */
  readonly key: string;
};

/**
 * Larger fleets are checked by a sample. 128 hosts have 49,000 edges, about half a second of work for the coordinator and a
 * report of 15 MB; both grow with the square.
 */
export const fullMeshUpTo = 128;

export const hostsOf = ({ spec, hosts }: Question): readonly string[] =>
  hosts ?? spec.hosts.map(({ name }) => name);

/** `2377/tcp`, `esp`. */
export const portText = ({ protocol, port }: ProbePort): string =>
  protocol === 'esp' ? 'esp' : `${String(port)}/${protocol}`;

/** As they are, and of those that are to come as the spec says; what `auto` comes to follows from this very check. */
function overlaysOf(spec: FleetSpec, inventory: Inventory): readonly OverlayNetwork[] {
  const seenBy = ourSwarm(spec, inventory)?.seenBy;
  const defined = (seenBy === undefined ? [] : networksOf(inventory, seenBy))
    .filter(({ driver, scope }) => driver === 'overlay' && scope === 'swarm')
    .map((network) => ({ ...pick(network), mtu: pathMtuOf(network) }));
  const names = new Set(defined.map(({ name }) => name));
  const coming = spec.networks
    .filter(({ name, mtu }) => !names.has(name) && mtu !== 'auto')
    .map(({ mtu, ...network }) => ({ ...pick(network), ...(typeof mtu === 'number' && { mtu }) }));
  return [...defined, ...coming];
}

const pick = ({ name, encrypted }: OverlayNetwork) => ({ name, encrypted });

/** The edges that the question is about, as the fleet was seen to stand. */
export function prepare(question: Question, inventory: Inventory): Prepared {
  const { spec } = question;
  const chosen = new Set(hostsOf(question));
  const seen = checkHosts(spec, inventory);
  const hosts = seen.hosts.filter(({ name }) => chosen.has(name));
  const ports = question.ports ?? portsOf(spec, inventory);
  const isChosen = ({ hosts: about }: Finding) =>
    about.length === 0 || about.some((name) => chosen.has(name));
  return {
    mesh: planMesh({ hosts, ports, networks: overlaysOf(spec, inventory), fullMeshUpTo }),
    ports,
    findings: seen.findings.filter(isChosen),
    key: digest([hosts.map(identity), ports.map(portText)]),
  };
}

/** The same for every question that asks the same. */
export const questionKey = (question: Question): string => digest(question);

/** What makes the edges from and to a host the ones they are. */
const identity = ({ name, address, dataAddress, isManager }: CheckHost) => [
  name,
  address,
  dataAddress,
  isManager,
];

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64');
