import type { Finding } from '@muster/kernel';
import type { FleetSpec } from '@muster/spec';
import type { StoredFleet } from '../store/specs.js';

export const claimId = 'host-in-other-fleet';

/** A host serves one fleet: those of the spec that another one has. */
export function claims(spec: FleetSpec, fleets: readonly StoredFleet[]): readonly Finding[] {
  const others = fleets.filter(({ fleet }) => fleet !== spec.fleet);
  const ownerOf = new Map(
    others.flatMap((other) => other.spec.hosts.map(({ name }) => [name, other.fleet])),
  );
  return spec.hosts.flatMap(({ name }, index) => {
    const owner = ownerOf.get(name);
    return owner === undefined ? [] : [claimed(name, owner, `hosts[${String(index)}].name`)];
  });
}

const claimed = (host: string, owner: string, path: string): Finding => ({
  id: claimId,
  severity: 'blocker',
  path,
  hosts: [host],
  message: `host ${host} belongs to fleet ${owner}`,
  remedy: [
    `muster down --fleet ${owner}, which gives its hosts free`,
    `or take ${host} out of one of the two specs and apply that one`,
  ],
});
