import type { Step } from '../step.js';
import { isManager, isReachable } from '../situation/quorum.js';
import { failuresOf, type Host, type Situation } from '../situation/situation.js';
import { entriesOf, type Entry } from './entry.js';
import { make } from './make.js';
import type { Verify } from '../verified.js';
import { missingNetworks, verifications } from './network-steps.js';
import {
  chain,
  demotionsOf,
  promotionOf,
  removal,
  removals,
  type ManagerChange,
  type ManagerChanges,
} from './manager-changes.js';

/** What is missing to the fleet as the spec says. Empty where nothing is. */
export function diffUp(situation: Situation, verify?: Verify): readonly Step[] {
  const steps =
    situation.spec.swarm === undefined ? missingNetworks(situation, []) : changesUp(situation);
  return [...steps, ...verifications(situation, verify, steps)];
}

function changesUp(situation: Situation): readonly Step[] {
  const entries = entriesOf(situation);
  const { steps: managers } = managerChangesUp(situation, entries);
  const init = entries.filter(isFounding).map(({ enter }) => enter);
  return [
    ...entries.flatMap(({ leave }) => leave ?? []),
    ...init,
    ...managers,
    ...entries.filter(isWorker).map(({ enter }) => enter),
    ...situation.hosts.flatMap((host) => update(host, entryOf(entries, host))),
    ...situation.hosts.flatMap((host) => settle(situation, host, entryOf(entries, host))),
    ...workerRemovals(situation.hosts, entries),
    ...missingNetworks(
      situation,
      init.map(({ id }) => id),
    ),
  ];
}

/** Joins, promotions and demotions of managers, in an order that keeps the quorum. */
export function managerChangesUp(
  situation: Situation,
  entries = entriesOf(situation),
): ManagerChanges {
  const { hosts } = situation;
  const joins = entries.filter((entry) => !isFounding(entry) && !isWorker(entry)).map(joined);
  const changes = [
    ...removals(hosts, (host) => leaveOf(entryOf(entries, host))),
    ...joins,
    ...hosts.flatMap((host) => promotion(situation, host)),
    ...demotionsOf(hosts.filter(({ spec }) => spec.role === 'worker')),
  ];
  return chain(situation, changes, settlingManagers(situation));
}

/** Managers that do not answer (yet), but shall stay managers: all changes wait until they do. */
function settlingManagers(situation: Situation): readonly Host[] {
  return situation.hosts.filter(({ name, spec, standing }) => {
    if (standing.kind !== 'member' || standing.node.role !== 'manager') return false;
    const stays = spec.role === 'manager' && !isReachable(standing.node);
    return stays && failuresOf(situation, name).length > 0;
  });
}

const isFounding = ({ enter }: Entry): boolean => enter.kind === 'swarm.init';
const isWorker = ({ host, enter }: Entry): boolean =>
  enter.kind === 'swarm.join' && host.spec.role === 'worker';

const entryOf = (entries: readonly Entry[], host: Host): Entry | undefined =>
  entries.find((entry) => entry.host === host);

const leaveOf = (entry: Entry | undefined): readonly string[] =>
  entry?.leave === undefined ? [] : [entry.leave.id];

const joined = ({ enter }: Entry): ManagerChange => ({
  step: enter,
  effect: { count: 1, reachable: 1 },
});

function promotion(situation: Situation, host: Host): readonly ManagerChange[] {
  const { name, spec, standing } = host;
  if (standing.kind !== 'member' || spec.role === standing.node.role || spec.role === 'worker')
    return [];
  // A node that does not work would be a manager that does not answer.
  const settling = failuresOf(situation, name).length > 0;
  const { step, effect } = promotionOf(host, settling ? [`node.settle ${name}`] : []);
  return [{ step, effect: settling ? { count: 1, reachable: 1 } : effect }];
}

/** Labels of the spec are ensured exactly, where it gives any; a host that has yet to enter may need nothing. */
function update({ name, spec, standing }: Host, entry: Entry | undefined): readonly Step[] {
  const node = standing.kind === 'member' ? standing.node : { availability: 'active', labels: {} };
  if (standing.kind !== 'member' && entry === undefined) return [];
  const availability = spec.availability === node.availability ? undefined : spec.availability;
  const labels = hasLabels(spec.labels, node.labels) ? undefined : spec.labels;
  if (availability === undefined && labels === undefined) return [];
  const args = { host: name, ...(availability && { availability }), ...(labels && { labels }) };
  const what = [availability && 'availability', labels && 'labels'].filter(Boolean).join(' and ');
  const needs = entry === undefined ? [] : [entry.enter.id];
  return [make('node.update', name, args, `${what} of ${name} are not as the spec says`, needs)];
}

type Labels = Readonly<Record<string, string>>;

function hasLabels(wanted: Labels, seen: Labels): boolean {
  const keys = Object.keys(wanted);
  if (keys.length === 0) return true;
  return keys.length === Object.keys(seen).length && keys.every((key) => wanted[key] === seen[key]);
}

/** Being ready is not enough: see FAILURES, "Ready is not working". */
function settle(
  situation: Situation,
  { name, standing }: Host,
  entry: Entry | undefined,
): readonly Step[] {
  if (entry !== undefined) {
    const reason = `${name} has to work, not only to be ready`;
    return [make('node.settle', name, { host: name }, reason, [entry.enter.id])];
  }
  if (standing.kind !== 'member' && standing.kind !== 'forgotten') return [];
  const failures = failuresOf(situation, name).map(({ detail }) => detail);
  if (failures.length === 0) return [];
  return [make('node.settle', name, { host: name }, failures.join('; '))];
}

function workerRemovals(hosts: readonly Host[], entries: readonly Entry[]): readonly Step[] {
  return hosts.flatMap((host) =>
    host.phantoms
      .filter((node) => !isManager(node))
      .map((node) => removal(host, node.nodeId, leaveOf(entryOf(entries, host)))),
  );
}
