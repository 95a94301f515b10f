import { judge, type Judgement } from '../judge/judge.js';
import { planMesh, type Mesh, type OverlayNetwork } from '../mesh/mesh.js';
import type { CheckHost, EdgeVerdict, ProbePort } from '../model.js';
import { portKey } from '../ports.js';
import { firstRound } from '../rounds/first.js';
import { secondRound } from '../rounds/second.js';
import { everyPort, someHosts } from './hosts.js';
import { simulate, type Faults } from './network.js';

export type CheckOptions = {
  readonly hosts?: readonly CheckHost[];
  readonly ports?: readonly ProbePort[];
  readonly networks?: readonly OverlayNetwork[];
  /** Of the second round, where they differ. */
  readonly later?: Faults;
};

/** A whole check, as a coordinator would do it, on a simulated network. */
export function check(faults: Faults = {}, options: CheckOptions = {}): Judgement {
  const { hosts = someHosts(3), ports = everyPort, networks = [], later = faults } = options;
  return runCheck(planMesh({ hosts, ports, networks }), faults, later);
}

export function runCheck(mesh: Mesh, faults: Faults, later: Faults = faults): Judgement {
  const first = simulate(mesh, firstRound(mesh), faults);
  const again = secondRound(mesh, first);
  return judge(mesh, again === undefined ? [first] : [first, simulate(mesh, again, later)]);
}

/** `a → b udp/4789`. */
export const edgeName = (edge: EdgeVerdict): string =>
  `${edge.source} → ${edge.destination} ${portKey(edge)}`;

/** Everything that does not pass: `a → b udp/4789 fail network`. */
export const troubles = ({ edges }: Judgement): readonly string[] =>
  edges
    .filter(({ verdict }) => verdict !== 'pass')
    .map((edge) => `${edgeName(edge)} ${edge.verdict} ${edge.layer}`);

export const idsOf = ({ findings }: Judgement): readonly string[] => findings.map(({ id }) => id);
