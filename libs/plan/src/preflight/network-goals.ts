import { networksOf } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import { definedNetwork, wantedNetwork } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { blocker, warning } from './finding.js';
import { encryption } from './host/encryption.js';
import { reachable } from './hosts.js';
import { inUse } from './network-users.js';
import { networkChecks } from './networks.js';

/** Before one network is created. Hosts that cannot be asked are in the way only if the swarm itself is not seen. */
export const beforeCreate = (situation: Situation, network: NetworkSpec): readonly Finding[] =>
  situation.ours === undefined
    ? withoutSwarm(situation, `network ${network.name} cannot be made`)
    : [
        ...networkChecks(situation, [wantedNetwork(situation, network, '')]),
        ...(network.encrypted ? encryption(including(situation, network)) : []),
      ];

/** As if the spec had it, and nothing else. */
const including = ({ spec, ...rest }: Situation, network: NetworkSpec): Situation => ({
  ...rest,
  spec: { ...spec, networks: [network] },
});

/** Before one network is removed. */
export function beforeRemove(situation: Situation, name: string): readonly Finding[] {
  if (situation.ours === undefined) {
    return withoutSwarm(situation, `network ${name} cannot be removed`);
  }
  const { inventory, ours } = situation;
  const network =
    definedNetwork(situation, name) ??
    networksOf(inventory, ours.seenBy).find((other) => other.name === name);
  if (network === undefined) return [notFound(situation, name)];
  if (network.ingress) {
    const message = `${name} is the network of published ports, which Docker itself keeps`;
    return [blocker('network-reserved', message)];
  }
  if (network.driver !== 'overlay' || network.scope !== 'swarm') {
    const message = `${name} is a ${network.driver} network of ${ours.seenBy}, no overlay of the swarm`;
    const remedy = [`On ${ours.seenBy}: docker network rm ${name}.`];
    return [blocker('network-not-overlay', message, { hosts: [ours.seenBy], remedy })];
  }
  return inUse(situation, name);
}

/** Before one network is verified. Hosts that cannot be asked are told as unknown by the verification itself. */
export function beforeVerify(situation: Situation, name: string): readonly Finding[] {
  if (situation.ours === undefined) {
    return withoutSwarm(situation, `network ${name} cannot be verified`);
  }
  const network = definedNetwork(situation, name);
  if (network === undefined) {
    const message = `fleet ${situation.spec.fleet} has no network ${name} in its swarm`;
    return [blocker('network-not-found', message, { remedy: ['muster networks ls lists those.'] })];
  }
  if (!network.ingress) return [];
  const message = `${name} is the network of published ports: no task can be put on it to verify it`;
  return [blocker('network-reserved', message)];
}

function withoutSwarm(situation: Situation, what: string): readonly Finding[] {
  const unseen = reachable(situation);
  if (unseen.length > 0) return unseen;
  const message = `${what}: fleet ${situation.spec.fleet} is in no swarm`;
  return [
    blocker('overlay-without-swarm', message, { remedy: ['Init or join first: muster up.'] }),
  ];
}

/** No blocker: a network that is gone is what removing is to reach, also when a plan is made again after it. */
function notFound({ spec }: Situation, name: string): Finding {
  const message = `fleet ${spec.fleet} has no network ${name}`;
  return warning('network-not-found', message, {
    remedy: ['muster networks ls lists those it has.'],
  });
}
