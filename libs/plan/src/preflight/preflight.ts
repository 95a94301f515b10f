import type { Finding } from '@muster/kernel';
import type { Situation } from '../situation/situation.js';
import { advertiseAddressesKept } from './addresses.js';
import type { Check } from './finding.js';
import { hostChecks } from './host/host-findings.js';
import { reachable } from './hosts.js';
import {
  broken,
  foreign,
  foreignLeftAlone,
  halfJoined,
  leaderless,
  leftBehind,
  locked,
  managerCount,
  notInSpec,
  quorumDown,
  quorumUp,
} from './membership.js';
import { networksHaveRoom } from './network-fill.js';
import { networksFitPaths } from './network-mtu.js';
import { networks, withoutSwarm } from './networks.js';
import { swarmSettings } from './settings.js';

/** What has to hold wherever a swarm is to be. */
const swarmChecks: readonly Check[] = [
  managerCount,
  foreign,
  leaderless,
  locked,
  broken,
  halfJoined,
  ...hostChecks,
  advertiseAddressesKept,
  swarmSettings,
  quorumUp,
  notInSpec,
];

const networkChecks: readonly Check[] = [
  withoutSwarm,
  networks,
  networksFitPaths,
  networksHaveRoom,
];

const downChecks: readonly Check[] = [
  reachable,
  leaderless,
  locked,
  broken,
  halfJoined,
  foreignLeftAlone,
  leftBehind,
  quorumDown,
];

/** Read-only checks before `up`. A spec without swarm asks nothing of the hosts' membership. */
export function beforeUp(situation: Situation): readonly Finding[] {
  const { swarm, networks: wanted } = situation.spec;
  if (swarm === undefined && wanted.length === 0) return [];
  const checks = [...(swarm === undefined ? hostChecks : swarmChecks), ...networkChecks];
  return [reachable, ...checks].flatMap((check) => check(situation));
}

export const beforeDown = (situation: Situation): readonly Finding[] =>
  downChecks.flatMap((check) => check(situation));
