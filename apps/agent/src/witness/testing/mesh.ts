import { randomBytes } from 'node:crypto';
import type {
  Collected,
  Opened,
  OpenOrder,
  Point,
  ProbePort,
  SendOrder,
  TcpOutcome,
  TracedPeer,
} from '@muster/probe';
import type { ProbesSent } from '@muster/protocol';
import type { TestHost } from './network.js';
import type { TestAgent } from './test-agent.js';

export const swarmPorts: readonly ProbePort[] = [
  { protocol: 'tcp', port: 2377 },
  { protocol: 'tcp', port: 7946 },
  { protocol: 'udp', port: 7946 },
  { protocol: 'udp', port: 4789 },
  { protocol: 'esp', port: 0 },
];

export type MeshOptions = {
  readonly ports?: readonly ProbePort[];
  readonly packets?: number;
  readonly sizes?: readonly number[];
  /** Whether each host traces every other. */
  readonly trace?: boolean;
  readonly arrivalsOnly?: boolean;
  readonly family?: 4 | 6;
  /** When all witnesses are open, before anything is sent. */
  readonly onOpen?: () => Promise<void>;
};

/** What one host told in one check. */
export type Told = {
  readonly opened: Opened;
  readonly sent: ProbesSent;
  /** Undefined where there was no witness. */
  readonly collected: Collected | undefined;
};

export type Member = { readonly host: TestHost; readonly agent: TestAgent };

export const aNonce = (): string => randomBytes(8).toString('hex');

/** One round between all of them: everybody opens, everybody sends to everybody, everybody tells. */
export async function meshOf(
  members: readonly Member[],
  options: MeshOptions = {},
): Promise<readonly Told[]> {
  const { packets = 5, onOpen } = options;
  const check = { checkId: aNonce(), nonce: aNonce() };
  const opened = await Promise.all(
    members.map((member) =>
      member.agent.open({ ...check, ...openOrder(member, members, options), lifetimeMs: 60_000 }),
    ),
  );
  await onOpen?.();
  const sent = await Promise.all(
    members.map((member) =>
      member.agent.send({ ...check, packets, targets: targetsOf(member, members, options) }),
    ),
  );
  const collected = await Promise.all(
    members.map(async ({ agent }, place) =>
      opened[place]?.witnessMissing === undefined ? await agent.collect(check.checkId) : undefined,
    ),
  );
  return members.map((_, place) => ({
    opened: at(opened, place),
    sent: at(sent, place),
    collected: collected[place],
  }));
}

/** What one witness is asked in a check of its own. */
export const orderFor = (host: TestHost, more: { checkId: string; nonce: string }) => ({
  index: host.index,
  address: host.address,
  dataAddress: host.address,
  ports: swarmPorts,
  trace: [],
  arrivalsOnly: false,
  lifetimeMs: 60_000,
  ...more,
});

function openOrder(
  member: Member,
  members: readonly Member[],
  { ports = swarmPorts, trace = false, arrivalsOnly = false, family = 4 }: MeshOptions,
): OpenOrder {
  const address = addressOf(member, family);
  const traced = othersThan(member, members).map((it): TracedPeer => ({
    peer: it.host.index,
    address: addressOf(it, family),
  }));
  const { index } = member.host;
  const addresses = { address, dataAddress: address };
  return { index, ...addresses, ports, trace: trace ? traced : [], arrivalsOnly };
}

function targetsOf(
  member: Member,
  members: readonly Member[],
  { ports = swarmPorts, sizes = [], family = 4 }: MeshOptions,
): SendOrder['targets'] {
  return othersThan(member, members).map((it) => {
    const address = addressOf(it, family);
    return { peer: it.host.index, address, dataAddress: address, ports, sizes };
  });
}

const addressOf = ({ host }: Member, family: 4 | 6): string =>
  family === 4 ? host.address : host.address6;

const othersThan = (member: Member, members: readonly Member[]): readonly Member[] =>
  members.filter((it) => it !== member);

function at<T>(items: readonly T[], place: number): T {
  const item = items[place];
  if (item === undefined) throw new Error(`there is no item ${place}`);
  return item;
}

/** Packets at the four points of one edge; SYNs for TCP. */
export function pathOf(
  [source, destination]: readonly [Told, Told],
  { protocol, port }: ProbePort,
  [from, to]: readonly [TestHost, TestHost],
): Record<Point, number> {
  const count = (told: Told, point: Point, peer: TestHost): number => {
    const tally =
      protocol === 'tcp'
        ? told.collected?.syns.find(
            (it) => it.point === point && it.port === port && isOf(peer, it.address),
          )
        : told.collected?.tallies.find(
            (it) =>
              it.point === point &&
              it.protocol === protocol &&
              it.port === port &&
              it.peer === peer.index,
          );
    return tally?.packets ?? 0;
  };
  return {
    sent: count(source, 'sent', to),
    left: count(source, 'left', to),
    arrived: count(destination, 'arrived', from),
    passed: count(destination, 'passed', from),
  };
}

const isOf = (host: TestHost, address: string): boolean =>
  address === host.address || address === host.address6;

/** How the handshake of one source with one destination ended. */
export function handshakeOf(told: Told, port: number, peer: TestHost): TcpOutcome | undefined {
  return told.sent.probes.find(
    (it) => it.protocol === 'tcp' && it.port === port && it.peer === peer.index,
  )?.tcp;
}
