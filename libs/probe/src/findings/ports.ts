import type { Finding } from '@muster/kernel';
import { blocker, listed, warning } from '../finding.js';
import type { EdgeResult } from '../judge/edge.js';
import type { Cause } from '../judge/judged.js';
import type { EdgeVerdict, ProbePort } from '../model.js';
import { isDataPath, portKey, portName } from '../ports.js';
import { arrows, countOf, remedies, suspects } from './edges.js';

/** One for each port on which edges are stopped. */
export function blockedPorts(results: readonly EdgeResult[]): readonly Finding[] {
  const asked = Map.groupBy(results, ({ verdict }) => portKey(verdict));
  return [...Map.groupBy(having(results, 'stopped'), ({ verdict }) => portKey(verdict))].flatMap(
    ([key, all]) => {
      const edges = all.map(({ verdict }) => verdict);
      const [first] = edges;
      if (first === undefined) return [];
      const of = countOf(asked.get(key)?.length ?? edges.length, 'edge');
      const layers = [...Map.groupBy(edges, ({ layer }) => layer)].map(
        ([layer, some]) => `${where[layer]} on ${arrows(some)}`,
      );
      const message = `${portName(first)} does not get through on ${edges.length} of ${of}: ${layers.join('; ')}`;
      return blocker(blockedId(first), message, {
        hosts: [...new Set(edges.flatMap(accused))],
        remedy: remedies(edges.map(({ remedy }) => remedy)),
      });
    },
  );
}

/** The data path port is the swarm's own choice, so that its number is not in the id. */
function blockedId(port: ProbePort): string {
  if (port.protocol === 'esp') return 'port-blocked-esp';
  return isDataPath(port) ? 'port-blocked-data-path' : `port-blocked-${port.protocol}-${port.port}`;
}

const where: Record<EdgeVerdict['layer'], string> = {
  'source-firewall': "stopped by the source's firewall",
  network: 'stopped by the network',
  'destination-firewall': "stopped by the destination's firewall",
  occupied: 'held by another process',
  closed: 'closed',
  unknown: 'stopped somewhere',
  none: 'not stopped',
};

function accused({ source, destination, layer }: EdgeVerdict): readonly string[] {
  if (layer === 'source-firewall') return [source];
  return layer === 'destination-firewall' ? [destination] : [source, destination];
}

/** One for each port on which somebody ought to listen. */
export function closedPorts(results: readonly EdgeResult[]): readonly Finding[] {
  return byPort(having(results, 'closed')).map(([first, all]) => {
    const hosts = destinationsOf(all);
    const message = `nobody listens on ${portName(first)} of ${listed(hosts)}`;
    return blocker('port-closed', message, { hosts, remedy: remediesOf(all) });
  });
}

/** One for each port of each host that somebody else holds, also where probes do not get that far. */
export function occupiedPorts(results: readonly EdgeResult[]): readonly Finding[] {
  const held = results.flatMap((it) => {
    const by = it.cause.kind === 'occupied' ? it.cause.by : it.occupant;
    return by === undefined ? [] : [{ ...it, by }];
  });
  const groups = Map.groupBy(
    held,
    ({ verdict, by }) => `${verdict.destination} ${portKey(verdict)} ${by}`,
  );
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { destination } = first.verdict;
    const message = `${portName(first.verdict)} of ${destination} is held by ${first.by}`;
    const own = all.filter(({ cause }) => cause.kind === 'occupied');
    return blocker('port-occupied', message, { hosts: [destination], remedy: remediesOf(own) });
  });
}

/** One for each host at whose address somebody else is. */
export function wrongHosts(results: readonly EdgeResult[]): readonly Finding[] {
  const groups = Map.groupBy(having(results, 'wrong-host'), ({ verdict }) => verdict.destination);
  return [...groups].map(([host, all]) => {
    const reasons = [...new Set(all.map(({ verdict }) => verdict.reason))];
    const message = `${listed(reasons, 3)} (seen on ${arrows(all.map(({ verdict }) => verdict))})`;
    return blocker('wrong-host-answers', message, { hosts: [host], remedy: remediesOf(all) });
  });
}

/** One for each thing that is missing to know more. It does not block: a host without nft may be quite well. */
export function unprovenEdges(results: readonly EdgeResult[]): readonly Finding[] {
  const missing = results.flatMap(({ cause, verdict }) =>
    cause.kind === 'unproven' ? [{ ...cause, verdict }] : [],
  );
  return [...Map.groupBy(missing, ({ why }) => why)].map(([why, all]) => {
    const hosts = [...new Set(all.map(({ host }) => host))];
    const edges = arrows(all.map(({ verdict }) => verdict));
    const message = `${countOf(all.length, 'edge')} could not be proven (${edges}), because of ${listed(hosts)}: ${why}`;
    return warning('port-unproven', message, {
      hosts,
      remedy: [`See to ${listed(hosts)}: ${why}. Then check again.`],
    });
  });
}

/** From here on lost packets are a fault, and no single packet's bad luck: a fifth of ten. */
const lossyPercent = 20;

export function lossyEdges(results: readonly EdgeResult[]): readonly Finding[] {
  const lossy = having(results, 'passed')
    .map(({ verdict }) => verdict)
    .filter(({ lossPercent }) => (lossPercent ?? 0) >= lossyPercent)
    .toSorted((a, b) => (b.lossPercent ?? 0) - (a.lossPercent ?? 0));
  const [worst] = lossy;
  if (worst === undefined) return [];
  const most = `${worst.lossPercent} % of ${portName(worst)} on ${arrows([worst])}`;
  const message = `packets are lost on ${countOf(lossy.length, 'edge')}, up to ${most}: ${arrows(lossy)}`;
  return [
    warning('packet-loss', message, {
      hosts: suspects(lossy),
      remedy: [
        'Look at the errors and drops of the interfaces: ip -s link.',
        'Look for rules that limit rates, in the firewalls and in the network.',
      ],
    }),
  ];
}

type Named<K extends Cause['kind']> = EdgeResult & { readonly cause: Extract<Cause, { kind: K }> };

const having = <K extends Cause['kind']>(
  results: readonly EdgeResult[],
  kind: K,
): readonly Named<K>[] => results.filter((it): it is Named<K> => it.cause.kind === kind);

const byPort = (
  results: readonly EdgeResult[],
): readonly (readonly [ProbePort, readonly EdgeResult[]])[] =>
  [...Map.groupBy(results, ({ verdict }) => portKey(verdict)).values()].flatMap((all) =>
    all[0] === undefined ? [] : [[all[0].verdict, all] as const],
  );

const destinationsOf = (results: readonly EdgeResult[]): readonly string[] => [
  ...new Set(results.map(({ verdict }) => verdict.destination)),
];

const remediesOf = (results: readonly EdgeResult[]): readonly string[] =>
  remedies(results.map(({ verdict }) => verdict.remedy));
