import type { CheckHost } from '../../model.js';
import { addressFor, isDataPath, portName } from '../../ports.js';
import { isUnknown, type EdgeView } from '../../evidence/view.js';
import { commandsFor, keeping } from './commands.js';
import type { Opening } from './opening.js';

/** Open the destination's own firewall: exact where tracing told the rule. */
export const openDestination = (view: EdgeView): readonly string[] =>
  onHost(view.destination, {
    ...{ way: 'in', address: comesFrom(view), port: view.edge },
    stop: view.stoppedAtDestination,
  });

/** Open the source's own OUTPUT. */
export const openSource = (view: EdgeView): readonly string[] =>
  onHost(view.source, {
    ...{ way: 'out', address: view.edge.address, port: view.edge },
    stop: view.stoppedAtSource,
  });

/** What to say to a cloud's security group, or to whoever runs the network. */
export function openNetwork(view: EdgeView): readonly string[] {
  const { source, destination, edge } = view;
  const port = portName(edge);
  const from = `${comesFrom(view)} (${source.name})`;
  const to = `${edge.address} (${destination.name})`;
  return [
    `In the security group or network firewall of ${destination.name}: allow inbound ${port} from ${from}.`,
    `In that of ${source.name}: allow outbound ${port} to ${to}.`,
  ];
}

/** Nobody saw where it is stopped. */
export const openSomewhere = (view: EdgeView): readonly string[] => [
  ...openNetwork(view),
  `See whether the OUTPUT rules of ${view.source.name} and the INPUT rules of ${view.destination.name} let it through.`,
];

/** The answers of TCP do not come back. */
export function openReturn({ source, destination, edge }: EdgeView): readonly string[] {
  const port = portName(edge);
  return [
    `On ${destination.name}: let answers from ${port} out to ${source.address} (${source.name}).`,
    `Between them, and on ${source.name}: let replies of established connections through.`,
  ];
}

/** The Engine ought to listen and does not. */
export const startListening = ({ destination, edge }: EdgeView): readonly string[] => [
  `On ${destination.name}: ss -lntp 'sport = :${edge.port}'`,
  `On ${destination.name}: docker info, and journalctl -u docker: its Engine ought to listen there.`,
];

/** Somebody holds the port who is not to. */
export function freePort({ destination, edge }: EdgeView): readonly string[] {
  const flags = edge.protocol === 'tcp' ? '-lntp' : '-lnup';
  const look = `On ${destination.name}: ss ${flags} 'sport = :${edge.port}'`;
  const stop = 'Stop what is listed there, or give it another port.';
  const move = 'Or choose another swarm.dataPathPort in the spec, before the swarm is made.';
  return isDataPath(edge) ? [look, stop, move] : [look, stop];
}

/** The address leads to another host. */
export const giveAddress = ({ source, destination, edge }: EdgeView): readonly string[] => [
  `On ${source.name}: ip neigh show ${edge.address}; ip route get ${edge.address}`,
  `Give ${destination.name} an address of its own, in the spec and on its interface.`,
];

function onHost(host: CheckHost, opening: Opening): readonly string[] {
  const whole = { ...opening, firewall: host.firewall };
  const commands = commandsFor(whole).map((command) => `On ${host.name}: ${command}`);
  const found = [...commands, ...keeping(whole)];
  // A command of one backend helps nothing against a rule of another.
  if (opening.stop === undefined)
    return [`On ${host.name}: nft list ruleset, to find the rule; then perhaps:`, ...found];
  return found;
}

/** The address under which the source appears at the destination. */
function comesFrom({ source, edge, far }: EdgeView): string {
  const translated = isUnknown(far) ? undefined : far.translated[0];
  return translated ?? addressFor(source, edge);
}
