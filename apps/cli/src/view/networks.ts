import type { NetworkList, NetworkView } from '@muster/api';
import { defaultPathMtu, overlayMtu } from '@muster/inventory';
import type { Style } from '../text/style.js';
import { fields, table } from '../text/table.js';
import { count, safe, some } from '../text/text.js';
import { age } from '../text/time.js';

export function networksView(list: NetworkList, nowMs: number, style: Style): string {
  const unknown =
    list.unknownOn.length === 0
      ? []
      : [
          style.warn(
            `unknown on ${some(list.unknownOn, 8)}: could not be asked, so something may be missing here.`,
          ),
        ];
  if (list.networks.length === 0)
    return [`No networks were seen in the swarm of ${safe(list.fleet)}.`, ...unknown].join('\n');
  const rows = list.networks.map((network) => [
    safe(network.name),
    safe(network.driver),
    network.scope,
    flags(network),
    subnets(network),
    network.mtu === null ? 'default' : String(network.mtu),
    count(network.materialisedOn.length, 'host'),
    String(network.attachments.length),
    readiness(network, style),
    age(network.observedAt, nowMs),
  ]);
  const head = [
    'NETWORK',
    'DRIVER',
    'SCOPE',
    'FLAGS',
    'SUBNETS',
    'MTU',
    'ON',
    'CONTAINERS',
    'READY',
    'OBSERVED',
  ];
  return [table(head, rows), ...unknown].join('\n');
}

/** `yes`, or what is missing. A network that nobody verified is not ready, and not broken either. */
function readiness({ ready, conditions }: NetworkView, style: Style): string {
  const { created, verified, encrypted } = conditions;
  if (ready === null) return '-';
  if (ready) return style.good('yes');
  if (created.verdict !== 'pass') return style.bad('no addresses');
  if (verified.verdict === 'fail') return style.bad(encrypted === 'not' ? 'in the clear' : 'fails');
  return style.warn(verified.at === null ? 'not verified' : 'unknown');
}

function flags(network: NetworkView): string {
  const set = (['ingress', 'attachable', 'internal', 'encrypted'] as const).filter(
    (flag) => network[flag],
  );
  return set.length === 0 ? '-' : set.join(',');
}

function subnets(network: NetworkView): string {
  return network.subnets.length === 0
    ? '-'
    : network.subnets.map(({ subnet }) => safe(subnet)).join(',');
}

/** Each condition as a line of words. */
function conditionLines({ ready, conditions }: NetworkView, nowMs: number): [string, string][] {
  const { created, materialised, verified, encrypted } = conditions;
  const by = verified.operationId === null ? '' : ` by operation ${safe(verified.operationId)}`;
  const seen = verified.at === null ? '' : `, ${age(verified.at, nowMs)}${by}`;
  const because = (reason: string) => (reason === '' ? '' : `: ${safe(reason)}`);
  return [
    ['Ready', ready === null ? 'cannot be told' : ready ? 'yes' : 'no'],
    ['  Created', `${created.verdict}${because(created.reason)}`],
    ['  Materialised', `on ${materialised.hosts} of ${count(materialised.of, 'host')}`],
    ['  Verified', `${verified.verdict}${because(verified.reason)}${seen}`],
    ['  Encrypted', encrypted],
  ];
}

export function networkView(network: NetworkView, nowMs: number): string {
  const labels = Object.entries(network.labels).map(([key, value]) => safe(`${key}=${value}`));
  const about = fields([
    ['Network', safe(network.name)],
    ['Id', safe(network.id)],
    ['Driver', `${safe(network.driver)}, scope ${network.scope}`],
    ['Flags', flags(network)],
    ['Subnets', subnetLines(network)],
    ['MTU', mtuOf(network)],
    ['VNIs', network.vnis.length === 0 ? '-' : network.vnis.join(', ')],
    ['Labels', labels.length === 0 ? '-' : labels.join(', ')],
    ['Created', network.createdAt === '' ? 'unknown' : age(network.createdAt, nowMs)],
    ['Materialised on', some(network.materialisedOn, 16) || 'no host'],
    ...conditionLines(network, nowMs),
    ['Observed', age(network.observedAt, nowMs)],
  ]);
  return `${about}\n\n${attachmentsView(network)}`;
}

/** Of the paths, and what containers have of it. */
function mtuOf({ mtu, encrypted }: NetworkView): string {
  const made = mtu === null ? "the Engine's default, 1500" : String(mtu);
  return `${made} (${overlayMtu(mtu ?? defaultPathMtu, encrypted)} inside)`;
}

function subnetLines(network: NetworkView): string {
  const lines = network.subnets.map(({ subnet, gateway, ipRange }) => {
    const details = [
      ...(gateway === '' ? [] : [`gateway ${gateway}`]),
      ...(ipRange === null ? [] : [`addresses from ${ipRange}`]),
    ];
    return safe(details.length === 0 ? subnet : `${subnet} (${details.join(', ')})`);
  });
  return lines.length === 0 ? '-' : lines.join(', ');
}

export function attachmentsView(network: NetworkView): string {
  if (network.attachments.length === 0) return 'No containers were seen on it.';
  const rows = network.attachments.map((attachment) => [
    safe(attachment.container),
    safe(attachment.host),
    safe(attachment.ipv4Address) || '-',
    safe(attachment.ipv6Address) || '-',
  ]);
  return table(['CONTAINER', 'HOST', 'IPV4', 'IPV6'], rows);
}
