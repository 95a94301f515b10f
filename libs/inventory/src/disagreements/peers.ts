import { isMaterialised } from '../networks.js';
import {
  aboutNetwork,
  type Disagreement,
  type Sighting,
  sightingsBy,
  type Witness,
} from './disagreement.js';

/** Each host on which an overlay is materialised hears of all others, and of nobody else whom we can see. */
export function peerDisagreements(witnesses: readonly Witness[]): readonly Disagreement[] {
  const networks = [...sightingsBy(witnesses, ({ id }) => id).values()];
  return networks.flatMap((sightings) => {
    const here = sightings.filter(({ network }) => isMaterialised(network));
    return here.flatMap((sighting) => [
      ...missing(sighting, here),
      ...stale(sighting, here, witnesses),
    ]);
  });
}

function missing(
  { witness, network }: Sighting,
  here: readonly Sighting[],
): readonly Disagreement[] {
  const heard = new Set(network.peers.map(({ address }) => address));
  return here
    .filter((other) => !other.witness.addresses.some((address) => heard.has(address)))
    .map(({ witness: { host, addresses } }) => ({
      ...{ kind: 'peer-missing', host: witness.host, ...aboutNetwork(network) },
      subject: addresses[0] ?? '',
      detail: `${network.name} is on ${host}, and ${witness.host} does not list it among its peers`,
    }));
}

function stale(
  { witness, network }: Sighting,
  here: readonly Sighting[],
  witnesses: readonly Witness[],
): readonly Disagreement[] {
  const isHere = new Set(here.map((sighting) => sighting.witness.host));
  return network.peers.flatMap(({ address }) => {
    const owner = witnesses.find(({ addresses }) => addresses.includes(address));
    if (owner === undefined || isHere.has(owner.host)) return [];
    const detail = `${witness.host} lists ${owner.host} among the peers of ${network.name}, and it is not there`;
    return [
      {
        kind: 'peer-stale',
        host: witness.host,
        ...aboutNetwork(network),
        subject: address,
        detail,
      },
    ];
  });
}
