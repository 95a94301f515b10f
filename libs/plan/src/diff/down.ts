import type { Step } from '../step.js';
import { hasQuorum, isManager, managersOf } from '../situation/quorum.js';
import { outsiders, type Host, type Situation } from '../situation/situation.js';
import { make } from './make.js';
import {
  chain,
  demotionsOf,
  promotionOf,
  removal,
  removals,
  type ManagerChanges,
} from './manager-changes.js';

/**
 * What is left to do until no host of the spec is in the fleet's swarm: workers leave at once; then the managers are
 * demoted, one at a time, and leave; the last one leaves by force, and unless managers remain that the spec does not
 * name, the swarm is gone with it. Hosts in other swarms are left alone.
 */
export function diffDown(situation: Situation): readonly Step[] {
  const workers = workersLeaving(situation);
  const { steps } = managerChangesDown(situation);
  const before = [...workers, ...steps, ...forgotten(situation)];
  return [...before, ...lastLeaving(situation, before)];
}

/** Everything that happens to managers, but for the last one's leaving. */
export function managerChangesDown(situation: Situation): ManagerChanges {
  const last = lastManager(situation);
  const workers = workersLeaving(situation).map(({ id }) => id);
  const changes = [
    ...removals(situation.hosts, () => workers),
    ...(last === undefined || hasManager(last) ? [] : [promotionOf(last, workers)]),
    ...demotionsOf(
      situation.hosts.filter((host) => host !== last),
      workers,
    ),
  ];
  const { steps, refused } = chain(situation, changes, []);
  const left = steps.flatMap((step) => (step.kind === 'node.demote' ? leavingAfter(step) : []));
  const unsafe = last === undefined || canLose(situation, last) ? [] : [leavingByForce(last, [])];
  return { steps: [...steps, ...left], refused: [...refused, ...unsafe] };
}

/**
 * The manager that keeps the swarm until all others have left: one that the spec names manager, because that is how the
 * swarm is known as the fleet's until the end; the leader, if possible. Where none is a manager yet, one has to become it.
 */
function lastManager({ hosts }: Situation): Host | undefined {
  const named = hosts.filter(
    ({ spec, standing }) => spec.role === 'manager' && standing.kind === 'member',
  );
  const managers = named.filter(hasManager);
  return managers.find(({ standing }) => isLeader(standing)) ?? managers[0] ?? named[0];
}

const hasManager = ({ standing }: Host): boolean =>
  standing.kind === 'member' && isManager(standing.node);

const isLeader = (standing: Host['standing']): boolean =>
  standing.kind === 'member' && (standing.node.manager?.leader ?? false);

/**
 * Once it is demoted, no agent sees the swarm any more; so it leaves as a manager, and stays in the count of the
 * managers that remain. Where none remain, there is nothing to keep.
 */
function canLose(situation: Situation, last: Host): boolean {
  const staying = outsiders(situation).filter(isManager);
  if (staying.length === 0 || last.standing.kind !== 'member') return true;
  const { count, reachable } = managersOf(staying);
  return hasQuorum({ count: count + 1, reachable });
}

function lastLeaving(situation: Situation, before: readonly Step[]): readonly Step[] {
  const last = lastManager(situation);
  if (last === undefined || !canLose(situation, last)) return [];
  const needs = before.map(({ id }) => id);
  return [leavingByForce(last, needs)];
}

function leavingByForce({ name }: Host, needs: readonly string[]): Step {
  const reason = `${name} is the last manager of the fleet`;
  return make('swarm.leave', name, { host: name, force: true }, reason, needs);
}

function leavingAfter({ id, args }: Extract<Step, { kind: 'node.demote' }>): readonly Step[] {
  const { host } = args;
  return [make('swarm.leave', host, { host, force: false }, `${host} is in the swarm`, [id])];
}

function workersLeaving(situation: Situation): readonly Step[] {
  const last = lastManager(situation);
  return situation.hosts.filter((host) => host !== last).flatMap(leaving);
}

/** Hosts that are no managers leave at once. */
function leaving({ name, standing }: Host): readonly Step[] {
  const leave = (force: boolean, reason: string) => [
    make('swarm.leave', name, { host: name, force }, reason),
  ];
  switch (standing.kind) {
    case 'member':
      return isManager(standing.node) ? [] : leave(false, `${name} is in the swarm`);
    case 'forgotten':
      return leave(true, `${name} holds itself a member, but the managers do not list it`);
    case 'joining':
    case 'broken':
      return leave(true, standing.reason);
    case 'none':
    case 'unknown':
    case 'locked':
    case 'leaderless':
    case 'foreign':
      return [];
  }
}

/** Where managers stay behind, they shall not go on listing nodes that are gone. */
function forgotten(situation: Situation): readonly Step[] {
  if (!outsiders(situation).some(isManager)) return [];
  return situation.hosts.flatMap((host) =>
    host.phantoms
      .filter((node) => !isManager(node))
      .map((node) =>
        removal(
          host,
          node.nodeId,
          leaving(host).map(({ id }) => id),
        ),
      ),
  );
}
