import type { TcpOutcome, TcpPeer } from '../model.js';
import { isListening, isManagement } from '../ports.js';
import { judged, unproven, type Judged } from './judged.js';
import { freePort, giveAddress } from './remedy/remedy.js';
import { target } from './sentences.js';
import { isUnknown, type EdgeView } from '../evidence/view.js';

type Connected = Extract<TcpOutcome, { kind: 'connected' }>;

/** A connection is worth what is known of who answered. */
export function judgeAnswer(view: EdgeView, { peer, rttMs }: Connected): Judged {
  const took = `answered in ${Math.round(rttMs * 100) / 100} ms`;
  switch (peer.kind) {
    case 'agent':
      return peer.index === view.destination.index
        ? passed(`the agent of ${view.destination.name} ${took}`)
        : wrongHost(view, view.nameOf(peer.index));
    case 'swarm':
      return judgeSwarm(view, peer, took);
    case 'unnamed':
      return judgeUnnamed(view, peer.detail, took);
  }
}

const passed = (reason: string): Judged => judged({ kind: 'passed' }, reason);

function judgeSwarm(
  view: EdgeView,
  peer: Extract<TcpPeer, { kind: 'swarm' }>,
  took: string,
): Judged {
  const { destination, holder } = view;
  const { swarmId, nodeId } = destination;
  if (peer.role !== 'swarm-manager')
    return foreign(view, `a node of a swarm that is no manager (${peer.role})`);
  if (swarmId !== undefined && peer.clusterId !== swarmId)
    return foreign(view, `a manager of another swarm (${peer.clusterId})`);
  const reached = sawIt(view);
  if (nodeId !== undefined && peer.nodeId !== nodeId && !reached)
    return wrongHost(view, `node ${peer.nodeId}`);
  // Before there is a swarm nobody knows its id: then the destination itself must say that its Engine answers there.
  if (swarmId === undefined && !reached && holder.kind !== 'engine')
    return unproven(
      destination.name,
      'nobody knows which swarm it is in',
      `A manager of swarm ${peer.clusterId} ${took}.`,
    );
  return passed(`${destination.name}, a manager of its swarm, ${took}`);
}

/** Gossip says nothing by itself, so the destination's witness must have seen the SYN; 2377 says who it is, or is not it. */
function judgeUnnamed(view: EdgeView, detail: string, took: string): Judged {
  const { destination, edge, far, holder } = view;
  if (isManagement(edge) && !isListening(holder))
    return foreign(view, `something that shows no certificate of a swarm (${detail})`);
  const answer = `Something ${took}, without a name (${detail}).`;
  if (isManagement(edge) && holder.kind === 'engine')
    return unproven(destination.name, 'its Engine showed no certificate', answer);
  if (sawIt(view)) return passed(`${destination.name} ${took}, and its witness saw the SYN`);
  const why = isUnknown(far) ? `no witness (${far.reason})` : 'its witness saw no SYN';
  return unproven(destination.name, why, answer);
}

/** The destination itself took the SYN, so that nobody else can have answered. */
const sawIt = ({ far }: EdgeView): boolean => !isUnknown(far) && far.passed > 0;

const foreign = (view: EdgeView, by: string): Judged =>
  judged({ kind: 'occupied', by }, `${target(view)} answers, but it is ${by}`, freePort(view));

const wrongHost = (view: EdgeView, by: string): Judged =>
  judged(
    { kind: 'wrong-host', by },
    `${by} answers at ${view.edge.address} in place of ${view.destination.name}`,
    giveAddress(view),
  );
