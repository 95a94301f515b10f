/**
 * Blockers that the planner takes for granted to be away: without a manager, an agent or a quorum there is no plan that
 * could be right, and what belongs to somebody else is not ours to take. Everything else a person may accept by its id.
 */
const reliedOn: ReadonlySet<string> = new Set([
  'advertise-address-duplicate',
  'engine-id-duplicate',
  'engine-unreachable',
  'host-broken',
  'host-in-foreign-swarm',
  'host-in-other-fleet',
  'host-locked',
  'host-without-agent',
  'live-restore',
  'network-in-use',
  'network-name-taken',
  'network-not-overlay',
  'network-reserved',
  'no-manager',
  'nodes-left-behind',
  'overlay-without-swarm',
  'path-mtu-unknown',
  'quorum-at-risk',
  'swarm-without-leader',
  'vni-taken',
]);

/** Whether a plan may go on over the findings of this id when a person says so. */
export const isAcceptable = (id: string): boolean => !reliedOn.has(id);
