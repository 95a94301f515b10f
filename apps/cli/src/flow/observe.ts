import type { HostList, NetworkList } from '@muster/api';
import type { Context } from '../context.js';
import { Stop } from '../stop.js';
import { hostsSummary, hostsView } from '../view/hosts.js';
import { networksView } from '../view/networks.js';
import { problemView } from '../view/findings.js';

/** A look after the work; null = was not looked at, or could not be seen, and then a problem says why. */
export type Observation = {
  readonly hosts: HostList | null;
  readonly networks: NetworkList | null;
  readonly problems: readonly Stop[];
};

/** The work ends with a look at all hosts. Nothing was done to them since, or they are looked at again. Milliseconds. */
const justSeenMs = 5_000;

/** Never throws for what could not be seen: what was done shall still be reported. */
export async function observeFleet(context: Context, fleet: string): Promise<Observation> {
  const { coordinator, io } = context;
  const [hosts, networks] = await Promise.all([
    attempt(coordinator.hosts(fleet, justSeenMs)),
    attempt(coordinator.networks(fleet, justSeenMs)),
  ]);
  io.interrupt.throwIfAborted();
  return {
    hosts: hosts instanceof Stop ? null : hosts,
    networks: networks instanceof Stop ? null : networks,
    problems: [hosts, networks].filter((each) => each instanceof Stop),
  };
}

/** The same for hosts that may belong to no fleet any more. */
export async function observeHosts(
  { coordinator, io }: Context,
  names: readonly string[],
): Promise<Observation> {
  const all = await attempt(coordinator.hosts());
  io.interrupt.throwIfAborted();
  if (all instanceof Stop) return { hosts: null, networks: null, problems: [all] };
  const hosts = all.hosts.filter(({ host }) => names.includes(host));
  return { hosts: { ...all, hosts }, networks: null, problems: [] };
}

async function attempt<T>(answer: Promise<T>): Promise<T | Stop> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown;
    throw thrown;
  }
}

export function observationView({ io, out }: Context, seen: Observation): string {
  const now = io.now();
  const style = out.style;
  return [
    ...(seen.hosts === null ? [] : [hostsView(seen.hosts.hosts, now, style)]),
    ...(seen.hosts === null || seen.networks === null
      ? []
      : [`${hostsSummary(seen.hosts.hosts)}.`]),
    ...(seen.networks === null ? [] : [networksView(seen.networks, now, style)]),
    ...seen.problems.map(({ problem }) => problemView(problem, style)),
  ].join('\n\n');
}
