import type { Step } from '../step.js';
import type { Host, Situation } from '../situation/situation.js';
import { addressesOf, make } from './make.js';

/** How a host that is no working part of our swarm comes into it. */
export type Entry = {
  readonly host: Host;
  /** First, where something is in the way. */
  readonly leave?: Step;
  /** swarm.init or swarm.join; its order among the managers is not in its needs yet. */
  readonly enter: Step;
};

/** All hosts that have to enter; with no swarm yet, the founder is first. */
export function entriesOf(situation: Situation): readonly Entry[] {
  const founder = founderOf(situation);
  const first = founder === undefined ? [] : [founding(situation, founder)];
  // Without a swarm, and without anybody to make one, there is nothing to join.
  if (situation.ours === undefined && founder === undefined) return [];
  const needs = first.map(({ enter }) => enter.id);
  const others = situation.hosts.filter((host) => host !== founder);
  return [...first, ...others.flatMap((host) => joining(host, needs))];
}

/** The first manager of the spec, best one that is free; a half-joined one would have to leave before. */
function founderOf({ hosts, ours }: Situation): Host | undefined {
  if (ours !== undefined) return undefined;
  const managers = hosts.filter(({ spec }) => spec.role === 'manager');
  return (
    managers.find(({ standing }) => standing.kind === 'none') ??
    managers.find(({ standing }) => standing.kind === 'joining')
  );
}

function founding({ spec }: Situation, host: Host): Entry {
  const {
    addressPools = [],
    subnetSize = 24,
    dataPathPort = 4789,
    autolock = false,
  } = spec.swarm ?? {};
  const settings = { addressPools, subnetSize, dataPathPort, autolock };
  const args = { host: host.name, ...addressesOf(host.spec), ...settings };
  const leave = host.standing.kind === 'joining' ? leaving(host) : undefined;
  const needs = leave === undefined ? [] : [leave.id];
  const reason = `no host of ${spec.fleet} is in a swarm yet`;
  return withLeave(host, make('swarm.init', host.name, args, reason, needs), leave);
}

function joining(host: Host, needs: readonly string[]): readonly Entry[] {
  const why = reasonToJoin(host);
  if (why === undefined) return [];
  const leave = mustLeaveFirst(host) ? leaving(host) : undefined;
  const args = { host: host.name, role: host.spec.role, ...addressesOf(host.spec) };
  const before = leave === undefined ? needs : [...needs, leave.id];
  return [withLeave(host, make('swarm.join', host.name, args, why, before), leave)];
}

const withLeave = (host: Host, enter: Step, leave: Step | undefined): Entry =>
  leave === undefined ? { host, enter } : { host, enter, leave };

function reasonToJoin({ name, standing }: Host): string | undefined {
  switch (standing.kind) {
    case 'none':
      return `${name} is in no swarm`;
    case 'joining':
      return `half-joined: ${standing.reason}`;
    case 'broken':
      return `its membership is broken: ${standing.reason}`;
    case 'forgotten':
      // A manager that was listed nowhere may have joined a moment ago, and its leaving would cost the quorum.
      return standing.member.role === 'worker' ? `the managers do not list its node` : undefined;
    default:
      return undefined;
  }
}

const mustLeaveFirst = ({ standing }: Host): boolean =>
  standing.kind === 'broken' || standing.kind === 'forgotten';

function leaving(host: Host): Step {
  const reason = reasonToJoin(host) ?? `${host.name} is in a swarm`;
  return make('swarm.leave', host.name, { host: host.name, force: true }, reason);
}
