import type { DockerFacts, HostFacts, Membership } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import { required, requiredText, roleCodec } from './enums.js';
import type {
  DockerFacts as WireDocker,
  DockerFacts__Output,
} from './gen/types/muster/agent/v1/DockerFacts.js';
import type {
  HostFacts as WireFacts,
  HostFacts__Output,
} from './gen/types/muster/agent/v1/HostFacts.js';
import type {
  Membership as WireMembership,
  Membership__Output,
} from './gen/types/muster/agent/v1/Membership.js';
import { decodeMachine, encodeMachine } from './machine-codec.js';
import { decodeNetwork, encodeNetwork } from './network-codec.js';
import { decodeSwarm, encodeSwarm } from './swarm-codec.js';

// Where wire and domain have the same shape, the object passes as it is; the types keep that honest.

export function encodeFacts(facts: HostFacts): WireFacts {
  const { observedAt, docker, revision = 0, follows } = facts;
  const about = { observedAt, revision, follows, machine: encodeMachine(facts.machine) };
  return docker.kind === 'known'
    ? { ...about, docker: 'known', known: encodeDocker(docker) }
    : { ...about, docker: 'unknown', unknown: docker.reason };
}

/** @throws invalid when something that the contract requires is missing. */
export function decodeFacts(wire: HostFacts__Output): HostFacts {
  return {
    observedAt: requiredText(wire.observedAt, 'facts.observedAt'),
    ...(wire.revision > 0 && { revision: wire.revision }),
    follows: wire.follows,
    machine: decodeMachine(required(wire.machine, 'facts.machine')),
    docker:
      wire.docker === 'known'
        ? decodeDocker(required(wire.known, 'facts.known'))
        : { kind: 'unknown', reason: required(wire.unknown, 'facts.docker') },
  };
}

function encodeDocker(docker: DockerFacts): WireDocker {
  return {
    engine: { ...docker.engine, securityOptions: [...docker.engine.securityOptions] },
    membership: encodeMembership(docker.membership),
    certificate: docker.certificate ?? null,
    networks: docker.networks.map(encodeNetwork),
    swarm: docker.swarm === undefined ? null : encodeSwarm(docker.swarm),
  };
}

function decodeDocker(wire: DockerFacts__Output): DockerFacts {
  return {
    kind: 'known',
    engine: required(wire.engine, 'docker.engine'),
    membership: decodeMembership(required(wire.membership, 'docker.membership')),
    networks: wire.networks.map(decodeNetwork),
    ...(wire.certificate ? { certificate: wire.certificate } : {}),
    ...(wire.swarm ? { swarm: decodeSwarm(wire.swarm) } : {}),
  };
}

export function encodeMembership(membership: Membership): WireMembership {
  switch (membership.kind) {
    case 'none':
      return { kind: 'none', none: {} };
    case 'joining':
      return { kind: 'joining', joining: membership.reason };
    case 'broken':
      return { kind: 'broken', broken: membership.reason };
    case 'member': {
      const { kind, role, managers, ...rest } = membership;
      const encoded = { role: roleCodec.encode(role), managers: [...managers] };
      return { kind, member: { ...rest, ...encoded } };
    }
    case 'unknown':
      return { kind: 'unknown', unknown: membership.reason };
  }
}

export function decodeMembership(wire: Membership__Output): Membership {
  switch (wire.kind) {
    case 'none':
      return { kind: 'none' };
    case 'joining':
      return { kind: 'joining', reason: wire.joining ?? '' };
    case 'broken':
      return { kind: 'broken', reason: wire.broken ?? '' };
    case 'unknown':
      return { kind: 'unknown', reason: wire.unknown ?? '' };
    case 'member': {
      const member = required(wire.member, 'membership.member');
      const { dataPathAddress, ...rest } = member;
      const role = required(roleCodec.decode(member.role), 'membership.member.role');
      return { kind: 'member', ...rest, role, ...(dataPathAddress && { dataPathAddress }) };
    }
    default:
      throw new FleetError('invalid', 'membership.kind is missing');
  }
}
