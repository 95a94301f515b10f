import type { Collected, Refusal, StoppedBy, SynTally, Tally } from '@muster/probe';
import { decodeSizes, encodeSizes } from './check-answer-codec.js';
import { backendCodec, firewallVerdictCodec, pointCodec, sideCodec } from './check-enums.js';
import { decodePort, encodePort } from './check-order-codec.js';
import { itemAt, rowsOf, runs, textAt, Texts } from './columns.js';
import { required } from './enums.js';
import type {
  FirewallRule as WireRule,
  FirewallRule__Output,
} from './gen/types/muster/agent/v1/FirewallRule.js';
import type { ProbeStopped as WireStopped } from './gen/types/muster/agent/v1/ProbeStopped.js';
import type {
  RefusalSeen as WireRefusal,
  RefusalSeen__Output,
} from './gen/types/muster/agent/v1/RefusalSeen.js';
import type {
  SynGroup as WireSyns,
  SynGroup__Output,
} from './gen/types/muster/agent/v1/SynGroup.js';
import type {
  TallyGroup as WireTallies,
  TallyGroup__Output,
} from './gen/types/muster/agent/v1/TallyGroup.js';
import type {
  WitnessCollected as WireCollected,
  WitnessCollected__Output,
} from './gen/types/muster/agent/v1/WitnessCollected.js';

export function encodeCollected(collected: Collected): WireCollected {
  const texts = new Texts();
  const tallies = runs(collected.tallies, sameTally).map((rows) => encodeTallies(rows, texts));
  const syns = runs(collected.syns, sameSyn).map((rows) => encodeSyns(rows, texts));
  const refusals = collected.refusals.map((refusal) => encodeRefusal(refusal, texts));
  const sizes = encodeSizes(collected.sizes);
  const { arrivalsOnly } = collected;
  const stopped = encodeStopped(collected);
  return { tallies, syns, sizes, refusals, ...stopped, texts: texts.list(), arrivalsOnly };
}

/** @throws invalid when the columns make no sense. */
export function decodeCollected(wire: WitnessCollected__Output): Collected {
  const { texts, rules } = wire;
  const decodedRules = rules.map(decodeRule);
  return {
    tallies: wire.tallies.flatMap((group) => decodeTallies(group, texts)),
    syns: wire.syns.flatMap((group) => decodeSyns(group, texts)),
    sizes: decodeSizes(wire.sizes),
    refusals: wire.refusals.map((refusal) => decodeRefusal(refusal, texts)),
    stoppedBy: wire.stopped.map(({ rule, peer, port }) => ({
      ...decodePort(port),
      peer,
      ...itemAt(decodedRules, rule, 'stopped.rule'),
    })),
    arrivalsOnly: wire.arrivalsOnly,
  };
}

const sameTally = (a: Tally, b: Tally): boolean =>
  a.point === b.point && a.protocol === b.protocol && a.port === b.port;

function encodeTallies(rows: [Tally, ...Tally[]], texts: Texts): WireTallies {
  const isTold = rows.some(({ from }) => from !== undefined);
  return {
    point: pointCodec.encode(rows[0].point),
    port: encodePort(rows[0]),
    peers: rows.map(({ peer }) => peer),
    packets: rows.map(({ packets }) => packets),
    fromCounts: isTold ? rows.map(({ from = [] }) => from.length) : [],
    from: rows.flatMap(({ from = [] }) => from.map((address) => texts.place(address))),
  };
}

function decodeTallies(group: TallyGroup__Output, texts: readonly string[]): Tally[] {
  const { peers, packets, fromCounts } = group;
  const point = required(pointCodec.decode(group.point), 'tally.point');
  const { protocol, port } = decodePort(group.port);
  const addresses = group.from.map((place) => textAt(texts, place, 'tally.from'));
  const rows = rowsOf(peers, packets, ...(fromCounts.length === 0 ? [] : [fromCounts]));
  return Array.from(rows, (row) => {
    const from = addresses.splice(0, fromCounts[row] ?? 0);
    return {
      point,
      protocol,
      port,
      peer: itemAt(peers, row, 'tally.peer'),
      packets: itemAt(packets, row, 'tally.packets'),
      ...(from.length === 0 ? {} : { from }),
    };
  });
}

const sameSyn = (a: SynTally, b: SynTally): boolean => a.point === b.point && a.port === b.port;

function encodeSyns(rows: [SynTally, ...SynTally[]], texts: Texts): WireSyns {
  return {
    point: pointCodec.encode(rows[0].point),
    port: rows[0].port,
    addresses: rows.map(({ address }) => texts.place(address)),
    packets: rows.map(({ packets }) => packets),
  };
}

function decodeSyns(group: SynGroup__Output, texts: readonly string[]): SynTally[] {
  const { port, addresses, packets } = group;
  const point = required(pointCodec.decode(group.point), 'syn.point');
  return Array.from(rowsOf(addresses, packets), (row) => ({
    point,
    port,
    address: textAt(texts, itemAt(addresses, row, 'syn.address'), 'syn.address'),
    packets: itemAt(packets, row, 'syn.packets'),
  }));
}

function encodeRefusal({ from, how, address, ...port }: Refusal, texts: Texts): WireRefusal {
  return {
    from: texts.place(from),
    how: texts.place(how),
    address: texts.place(address),
    port: encodePort(port),
  };
}

function decodeRefusal(wire: RefusalSeen__Output, texts: readonly string[]): Refusal {
  return {
    from: textAt(texts, wire.from, 'refusal.from'),
    how: textAt(texts, wire.how, 'refusal.how'),
    address: textAt(texts, wire.address, 'refusal.address'),
    ...decodePort(wire.port),
  };
}

/** Usually one rule, or one policy, ends all probes of a host. */
function encodeStopped({ stoppedBy }: Collected): { rules: WireRule[]; stopped: WireStopped[] } {
  const places = new Map<string, number>();
  const rules: WireRule[] = [];
  const stopped = stoppedBy.map(({ peer, protocol, port, ...rule }) => {
    const wire = encodeRule(rule);
    const key = JSON.stringify(wire);
    const place = places.get(key) ?? rules.push(wire) - 1;
    places.set(key, place);
    return { rule: place, peer, port: encodePort({ protocol, port }) };
  });
  return { rules, stopped };
}

type Rule = Omit<StoppedBy, 'peer' | 'protocol' | 'port'>;

function encodeRule({ side, backend, verdict, ...rest }: Rule): WireRule {
  return {
    ...rest,
    side: sideCodec.encode(side),
    backend: backendCodec.encode(backend),
    verdict: firewallVerdictCodec.encode(verdict),
  };
}

function decodeRule(wire: FirewallRule__Output): Rule {
  const { family, table, chain, rule, handle, zone } = wire;
  return {
    side: required(sideCodec.decode(wire.side), 'rule.side'),
    backend: required(backendCodec.decode(wire.backend), 'rule.backend'),
    verdict: required(firewallVerdictCodec.decode(wire.verdict), 'rule.verdict'),
    family,
    table,
    chain,
    ...(rule === '' ? {} : { rule }),
    ...(handle === 0 ? {} : { handle }),
    ...(zone === '' ? {} : { zone }),
  };
}
