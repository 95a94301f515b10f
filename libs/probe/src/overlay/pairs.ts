import type { Unknown } from '@muster/inventory';
import { canonical } from '../hosts/addresses.js';
import type {
  OverlayEvidence,
  OverlayHost,
  OverlayLayer,
  OverlayPair,
  OverlayReceived,
  OverlaySent,
  TaskReport,
} from './model.js';

type Reporting = OverlayHost & { readonly task: TaskReport };

/** Every ordered pair of the hosts. A pass rests on what the destination says it received, never on the source's word. */
export function judgePairs(evidence: OverlayEvidence): readonly OverlayPair[] {
  const seen = new Map(
    evidence.hosts.filter(isReporting).map((host) => [host.index, seenBy(host)]),
  );
  return evidence.hosts.flatMap((source) =>
    evidence.hosts
      .filter((destination) => destination !== source)
      .map((destination) => judgePair(source, destination, evidence, seen)),
  );
}

/** What one task saw, ready to be asked for: a thousand pairs ask. */
type Seen = {
  readonly resolved: ReadonlySet<string>;
  readonly sent: ReadonlyMap<string, OverlaySent>;
  readonly received: ReadonlyMap<number, OverlayReceived>;
};

const seenBy = ({ task }: Reporting): Seen => ({
  resolved: new Set(task.resolved.map(canonical)),
  sent: new Map(task.sent.map((sent) => [canonical(sent.address), sent])),
  received: new Map(task.received.map((received) => [received.peer, received])),
});

function judgePair(
  source: OverlayHost,
  destination: OverlayHost,
  { bulkBytes }: OverlayEvidence,
  seen: ReadonlyMap<number, Seen>,
): OverlayPair {
  const pair = { source: source.name, destination: destination.name };
  const unseen = [source, destination].find((host) => !isReporting(host));
  if (unseen !== undefined) return { ...pair, verdict: 'unknown', reason: whyUnseen(unseen) };
  const near = seen.get(source.index);
  const far = seen.get(destination.index);
  if (near === undefined || far === undefined || !isReporting(destination))
    return { ...pair, verdict: 'unknown', reason: 'its task told nothing' };
  const received = far.received.get(source.index);
  const look = { source, destination, near, received, back: near.received.get(destination.index) };
  const stop = stopOf(look, bulkBytes);
  if (stop !== undefined) return { ...pair, verdict: 'fail', ...stop };
  return { ...pair, verdict: 'pass', reason: '', ...throughput(received) };
}

type Look = {
  readonly source: OverlayHost;
  readonly destination: Reporting;
  readonly near: Seen;
  /** By the destination, of the source. */
  readonly received: OverlayReceived | undefined;
  /** By the source, of the destination. */
  readonly back: OverlayReceived | undefined;
};

type Stop = { readonly layer: OverlayLayer; readonly reason: string };

/** The first layer that does not hold; undefined when all of them do. */
function stopOf(look: Look, bulkBytes: number): Stop | undefined {
  const { source, destination, near, received } = look;
  const own = destination.task.addresses.map(canonical);
  if (!own.some((address) => near.resolved.has(address)))
    return { layer: 'name-resolution', reason: unresolved(look) };
  if (received === undefined || received.small === 0)
    return {
      layer: 'udp',
      reason: `no UDP packet of ${source.name} arrived at ${destination.name}`,
    };
  if (!received.tcp) return { layer: 'tcp', reason: withoutTcp(look, own) };
  if (received.full > 0 && received.bulkBytes >= bulkBytes) return undefined;
  return { layer: 'large-packets', reason: withoutLarge(look, received, own) };
}

function unresolved({ source, destination, near }: Look): string {
  const address = destination.task.addresses[0] ?? 'which has no address';
  return (
    `${source.name} resolves the common name to ${near.resolved.size} addresses, ` +
    `and that of the task on ${destination.name} (${address}) is not among them`
  );
}

function withoutTcp({ source, destination, near, back }: Look, own: readonly string[]): string {
  const end = own.map((address) => near.sent.get(address)?.tcp).find((tcp) => tcp !== undefined);
  const what = `UDP arrives, but no TCP connection of ${source.name} is answered`;
  if (back === undefined || back.small === 0)
    return `${what}: nothing comes back from ${destination.name} to ${source.name}`;
  return `${what} by ${destination.name} (${end ?? 'not tried'}), while UDP passes both ways`;
}

function withoutLarge(
  { destination, near }: Look,
  { full, bulkBytes }: OverlayReceived,
  own: readonly string[],
): string {
  const { mtu } = destination.task;
  const error = own.map((address) => near.sent.get(address)?.udpError).find(Boolean);
  const packets = full > 0 ? 'of UDP they arrive' : `no UDP packet of ${mtu} bytes arrives`;
  const refused = error === undefined ? '' : ` (the source's kernel says ${error})`;
  return (
    `small packets pass, large ones do not: ${packets}${refused}, and of a TCP transfer ${bulkBytes} bytes do; ` +
    `the path takes less than the network's MTU of ${mtu} needs`
  );
}

function throughput(received: OverlayReceived | undefined): Pick<OverlayPair, 'bitsPerSecond'> {
  if (received === undefined || received.bulkMs <= 0) return {};
  return { bitsPerSecond: Math.round((received.bulkBytes * 8_000) / received.bulkMs) };
}

export const isReporting = (host: OverlayHost): host is Reporting => !('kind' in host.task);

const whyUnseen = ({ name, task }: OverlayHost): string => `${name}: ${(task as Unknown).reason}`;
