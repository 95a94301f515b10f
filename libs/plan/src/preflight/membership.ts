import { managerChangesDown } from '../diff/down.js';
import { managerChangesUp } from '../diff/up.js';
import type { ManagerChanges } from '../diff/manager-changes.js';
import type { Finding } from '@muster/kernel';
import { isManager } from '../situation/quorum.js';
import { outsiders, type Host } from '../situation/situation.js';
import { title } from '../render.js';
import { about, blocker, listed, note, warning, type Check } from './finding.js';

export const managerCount: Check = ({ spec }) => {
  const count = spec.hosts.filter(({ role }) => role === 'manager').length;
  if (count % 2 === 1) return [];
  if (count === 0) {
    const remedy = ['Give one host `role: manager`, or three.'];
    return [blocker('no-manager', 'no host is a manager', { path: 'hosts', remedy })];
  }
  const message =
    `${count} hosts are managers: an even number survives no more failures than ${count - 1}, ` +
    'and half of them is no quorum';
  const remedy = [`Make it ${count - 1} or ${count + 1}.`];
  return [blocker('manager-count-even', message, { path: 'hosts', remedy })];
};

/** Hosts in other swarms: nobody but their owners may take them out. */
export const foreign: Check = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.standing.kind === 'foreign'
      ? blocker('host-in-foreign-swarm', `${host.name} is in ${swarmName(host)}`, {
          ...about(host, 'name'),
          remedy: foreignRemedy(host, hosts),
        })
      : [],
  );

/** While a manager of the spec cannot say what it is in, the swarm may well be the fleet's own: nobody should leave it. */
function foreignRemedy(host: Host, hosts: readonly Host[]): readonly string[] {
  const silent = hosts.filter(
    ({ spec, standing }) =>
      spec.role === 'manager' && ['unknown', 'leaderless', 'locked'].includes(standing.kind),
  );
  const keep = 'If it is the one to keep: name a host that is its manager `role: manager`.';
  if (silent.length > 0) {
    const names = listed(silent.map(({ name }) => name));
    return [`It may be the fleet's own: first see to ${names}, which cannot tell.`, keep];
  }
  return [
    `If that swarm is not needed: docker swarm leave --force on ${host.name} (muster down leaves other swarms alone).`,
    keep,
  ];
}

/** Unless the spec names one of their managers: once the fleet's own swarm is gone, they would be taken for it. */
export const foreignLeftAlone: Check = ({ hosts, ...situation }) => [
  ...foreign({ ...situation, hosts: hosts.filter(isRival) }),
  ...foreign({ ...situation, hosts: hosts.filter((host) => !isRival(host)) }).map(leftAlone),
];

const isRival = ({ spec, standing }: Host): boolean =>
  spec.role === 'manager' && standing.kind === 'foreign' && standing.swarmId !== undefined;

const leftAlone = (finding: Finding): Finding => ({
  ...finding,
  severity: 'warning',
  message: `${finding.message}, and is left alone`,
  remedy: finding.remedy.slice(0, 1),
});

function swarmName({ standing }: Host): string {
  if (standing.kind !== 'foreign') return 'a swarm';
  if (standing.swarmId !== undefined) return `another swarm, ${standing.swarmId}`;
  const managers = standing.member.managers.map(({ address }) => address);
  return `a swarm none of whose managers is seen here (it knows ${listed(managers) || 'none'})`;
}

/** Half-joined hosts are joined again; they are named, because the first join went wrong somewhere. */
export const halfJoined: Check = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.standing.kind === 'joining'
      ? warning('host-half-joined', `${host.name} is still joining: ${host.standing.reason}`, {
          ...about(host),
          remedy: ['The join is continued, or left cleanly and done again.'],
        })
      : [],
  );

export const locked: Check = ({ hosts }) =>
  hosts.flatMap((host) =>
    host.standing.kind === 'locked'
      ? blocker('host-locked', `${host.name} is locked: ${host.standing.reason}`, {
          ...about(host),
          remedy: [`On ${host.name}: docker swarm unlock.`],
        })
      : [],
  );

/** Leaving would lose what only this host may know: the whole swarm, if it was the only manager. */
export const broken: Check = ({ hosts, ours }) =>
  hosts.flatMap((host) => {
    if (host.standing.kind !== 'broken') return [];
    const message = `the swarm membership of ${host.name} is broken: ${host.standing.reason}`;
    const mayBeLast = ours === undefined && host.spec.role === 'manager';
    const remedy = mayBeLast
      ? [
          `Nobody else sees a swarm: if ${host.name} was its only manager, mend it there (journalctl -u docker).`,
          `If nothing of it is needed: docker swarm leave --force on ${host.name}.`,
        ]
      : ['It leaves by force and joins again.'];
    return [(mayBeLast ? blocker : warning)('host-broken', message, { ...about(host), remedy })];
  });

export const leaderless: Check = ({ hosts }) => {
  const names = hosts
    .filter(({ standing }) => standing.kind === 'leaderless')
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const message = `${listed(names)} ${names.length === 1 ? 'is a manager' : 'are managers'} of a swarm that has no leader`;
  const remedy = [
    'Start the other managers again: more than half of them must answer.',
    'If they are lost: docker swarm init --force-new-cluster on one of these.',
  ];
  return [blocker('swarm-without-leader', message, { hosts: names, remedy })];
};

export const notInSpec: Check = (situation) => {
  const names = outsiders(situation).map(({ hostname }) => hostname);
  if (names.length === 0) return [];
  const message = `the swarm also has ${listed(names)}, which the spec does not name`;
  return [note('node-not-in-spec', message, { remedy: ['Left as it is.'] })];
};

/** Taking the last manager away takes the swarm away from everybody in it. */
export const leftBehind: Check = (situation) => {
  const staying = outsiders(situation).filter(({ state }) => state !== 'down');
  if (staying.length === 0 || staying.some(isManager)) return [];
  const names = staying.map(({ hostname }) => hostname);
  const message = `${listed(names)} would be left in a swarm without managers`;
  const remedy = ['Name them in the spec, or have them leave before.'];
  return [blocker('nodes-left-behind', message, { remedy })];
};

export const quorumUp: Check = (situation) =>
  situation.spec.swarm === undefined ? [] : quorum(managerChangesUp(situation));

export const quorumDown: Check = (situation) => quorum(managerChangesDown(situation));

function quorum({ refused }: ManagerChanges): readonly Finding[] {
  if (refused.length === 0) return [];
  const message = `${listed(refused.map(title))} would leave the swarm without quorum`;
  const remedy = ['Bring the managers back that do not answer (docker node ls), or demote them.'];
  return [blocker('quorum-at-risk', message, { remedy })];
}
