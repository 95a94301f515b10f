import { failed, usage } from '../domain/errors.js';
import { defaultLabName, downCommand, fabricName } from '../domain/names.js';
import type { HostState, LabState, ProcessRef } from '../domain/state.js';
import { bootId, isRunning } from '../system/processes.js';
import { labsWithState, load } from '../system/store.js';

/** @throws LabError that names the labs which are there. */
export function findLab(lab: string): LabState {
  const state = load(lab);
  if (state !== undefined) return state;
  const others = labsWithState();
  const known = others.length === 0 ? 'No lab is up' : `Labs that are up: ${others.join(', ')}`;
  const name = lab === defaultLabName ? '' : ` --name ${lab}`;
  throw failed(
    `There is no lab "${lab}". ${known}; start it with "muster-lab up --hosts 3${name}".`,
  );
}

/** @throws LabError that names the hosts which are there. */
export function findHost(state: LabState, host: string): HostState {
  const found = state.hosts.find(({ name }) => name === host);
  if (found !== undefined) return found;
  const [first, last] = [state.hosts[0]?.name, state.hosts.at(-1)?.name];
  throw usage(
    `Lab "${state.name}" has no host "${host}": its hosts are ${String(first)} to ${String(last)}.`,
  );
}

/** Whether a host, or the fabric, is a machine of its own. */
export const isVm = (state: LabState, place: string): boolean =>
  state.hosts.some(({ name, kind }) => name === place && kind === 'vm');

/** Process 1 of a host, or of the fabric. @throws LabError when it does not run. */
export function findInit(state: LabState, place: string): ProcessRef {
  const init = place === fabricName ? state.fabric : findHost(state, place).init;
  if (init !== undefined && state.bootId === bootId() && isRunning(init)) return init;
  const what = state.phase === 'starting' ? 'is not started yet' : 'does not run any more';
  throw failed(
    `${place} of lab "${state.name}" ${what}: see "muster-lab status", or end the lab with ${downCommand(state.name)}.`,
  );
}
