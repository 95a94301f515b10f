import type {
  DockerDelta,
  FactsDelta,
  SwarmDelta,
  SwarmFacts,
  SwarmSettings,
} from '@muster/inventory';
import { required, requiredText } from './enums.js';
import { decodeMembership, encodeMembership } from './facts-codec.js';
import type {
  DockerDelta as WireDockerDelta,
  DockerDelta__Output,
} from './gen/types/muster/agent/v1/DockerDelta.js';
import type {
  FactsDelta as WireDelta,
  FactsDelta__Output,
} from './gen/types/muster/agent/v1/FactsDelta.js';
import type {
  SwarmDelta as WireSwarmDelta,
  SwarmDelta__Output,
} from './gen/types/muster/agent/v1/SwarmDelta.js';
import { decodeMachine, encodeMachine } from './machine-codec.js';
import { decodeNetwork, encodeNetwork } from './network-codec.js';
import {
  decodeNode,
  decodeService,
  decodeSwarm,
  encodeNode,
  encodeService,
  encodeSwarm,
} from './swarm-codec.js';

export function encodeDelta({ machine, docker, ...place }: FactsDelta): WireDelta {
  return {
    ...place,
    machine: machine === undefined ? null : encodeMachine(machine),
    ...(docker?.kind === 'known' && { docker: 'known', known: encodeDocker(docker) }),
    ...(docker?.kind === 'unknown' && { docker: 'unknown', unknown: docker.reason }),
  };
}

/** @throws invalid when something that the contract requires is missing. */
export function decodeDelta(wire: FactsDelta__Output): FactsDelta {
  const { base, revision, follows, machine } = wire;
  return {
    ...{ base, revision, follows },
    observedAt: requiredText(wire.observedAt, 'delta.observedAt'),
    ...(machine && { machine: decodeMachine(machine) }),
    ...(wire.docker === 'known' && { docker: decodeDocker(required(wire.known, 'delta.known')) }),
    ...(wire.docker === 'unknown' && {
      docker: { kind: 'unknown', reason: required(wire.unknown, 'delta.unknown') } as const,
    }),
  };
}

function encodeDocker(delta: DockerDelta): WireDockerDelta {
  const { engine, membership, certificate, swarm, networks } = delta;
  return {
    ...(engine && { engine: { ...engine, securityOptions: [...engine.securityOptions] } }),
    ...(membership && { membership: encodeMembership(membership) }),
    ...(certificate && { certificate: 'newCertificate', newCertificate: certificate }),
    ...(certificate === null && { certificate: 'noCertificate', noCertificate: {} }),
    ...(swarm && { swarm: 'changedSwarm', changedSwarm: encodeSwarmDelta(swarm) }),
    ...(swarm === null && { swarm: 'noSwarm', noSwarm: {} }),
    networks: networks.put.map(encodeNetwork),
    removedNetworks: [...networks.removed],
  };
}

function decodeDocker(wire: DockerDelta__Output): DockerDelta {
  const { engine, membership } = wire;
  return {
    kind: 'known',
    ...(engine && { engine }),
    ...(membership && { membership: decodeMembership(membership) }),
    ...(wire.newCertificate && { certificate: wire.newCertificate }),
    ...(wire.certificate === 'noCertificate' && { certificate: null }),
    ...(wire.changedSwarm && { swarm: decodeSwarmDelta(wire.changedSwarm) }),
    ...(wire.swarm === 'noSwarm' && { swarm: null }),
    networks: { put: wire.networks.map(decodeNetwork), removed: wire.removedNetworks },
  };
}

const encodeSwarmDelta = ({ settings, nodes, services }: SwarmDelta): WireSwarmDelta => ({
  settings: settings === undefined ? null : encodeSwarm(withoutLists(settings)),
  nodes: nodes.put.map(encodeNode),
  removedNodes: [...nodes.removed],
  services: services.put.map(encodeService),
  removedServices: [...services.removed],
});

const withoutLists = (settings: SwarmSettings): SwarmFacts => ({
  ...settings,
  nodes: [],
  services: [],
});

const decodeSwarmDelta = (wire: SwarmDelta__Output): SwarmDelta => ({
  ...(wire.settings && { settings: settingsOf(decodeSwarm(wire.settings)) }),
  nodes: { put: wire.nodes.map(decodeNode), removed: wire.removedNodes },
  services: { put: wire.services.map(decodeService), removed: wire.removedServices },
});

function settingsOf({ nodes, services, ...settings }: SwarmFacts): SwarmSettings {
  return settings;
}
