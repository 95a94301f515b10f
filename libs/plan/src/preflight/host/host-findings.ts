import type { Inventory } from '@muster/inventory';
import type { Finding } from '@muster/kernel';
import type { FleetSpec } from '@muster/spec';
import { situationOf } from '../../situation/situation.js';
import { advertiseAddressesLocal, advertiseAddressesUnique } from '../addresses.js';
import type { Check } from '../finding.js';
import { engineIdsUnique, hostnamesUnique, liveRestore, machineIdsUnique } from '../hosts.js';
import { networks } from '../networks.js';
import { macsUnique, offloads } from './cards.js';
import { addressesUnique, publicAddresses } from './claims.js';
import { certificateRenewed, clockSkew } from './clock.js';
import { encryption } from './encryption.js';
import { firewalldReload, iptablesSplit, nftablesBackend, rootless, strictApi } from './engine.js';
import { brNetfilter, contained, ipvs, neighbourTable, unseen, vxlan } from './kernel.js';
import { poolsFree } from './pools.js';

/** What hosts must be like, wherever in a swarm they stand. */
export const hostChecks: readonly Check[] = [
  vxlan,
  encryption,
  ipvs,
  brNetfilter,
  unseen,
  neighbourTable,
  contained,
  liveRestore,
  nftablesBackend,
  rootless,
  firewalldReload,
  iptablesSplit,
  strictApi,
  clockSkew,
  certificateRenewed,
  engineIdsUnique,
  machineIdsUnique,
  hostnamesUnique,
  macsUnique,
  offloads,
  advertiseAddressesUnique,
  advertiseAddressesLocal,
  addressesUnique,
  publicAddresses,
  poolsFree,
];

/**
 * What the preflight of `up` finds about the hosts themselves, for reports that make no plan. A host that could not be
 * asked is in none of them.
 */
export function hostFindings(spec: FleetSpec, inventory: Inventory): readonly Finding[] {
  const situation = situationOf(spec, inventory);
  const overlapping = networks(situation).filter(({ id }) => id === 'subnet-overlaps');
  return [...hostChecks.flatMap((check) => check(situation)), ...overlapping];
}
