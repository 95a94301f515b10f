import { warning, type Check } from './finding.js';

/** What can be set only when a swarm is made, and was set otherwise. Pools count only where the spec gives any. */
export const swarmSettings: Check = ({ spec, ours }) => {
  if (spec.swarm === undefined || ours === undefined) return [];
  const { addressPools, subnetSize, dataPathPort, autolock } = spec.swarm;
  const seen = ours.facts;
  const pools = addressPools.length === 0 ? '' : addressPools.toSorted().join(', ');
  const seenPools = addressPools.length === 0 ? '' : seen.addressPools.toSorted().join(', ');
  const settings = [
    ['addressPools', pools, seenPools],
    ['subnetSize', subnetSize, seen.subnetSize],
    ['dataPathPort', dataPathPort, seen.dataPathPort],
    ['autolock', autolock, seen.autolock],
  ] as const;
  return settings
    .filter(([, wanted, is]) => wanted !== is)
    .map(([name, wanted, is]) =>
      warning('swarm-setting-immutable', `${name} of the swarm is ${is}, not ${wanted}`, {
        path: `swarm.${name}`,
        remedy: [
          'It is set when a swarm is made: change the spec, or muster down and muster up again.',
        ],
      }),
    );
};
