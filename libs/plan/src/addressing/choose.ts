import { parseCidr, type Cidr } from '@muster/kernel';
import type { NetworkSpec } from '@muster/spec';
import { listed } from '../preflight/finding.js';
import { usedOn } from '../preflight/used.js';
import { definedNetworks } from '../networks/wanted.js';
import type { Situation } from '../situation/situation.js';
import { AddressSpace, type Taken } from './space.js';
import { prefixFor } from './sizing.js';

/** The Engine's own default. */
export const defaultPool = '10.0.0.0/8';

/** What came of looking for a subnet. */
export type Choice =
  | { readonly kind: 'chosen'; readonly subnet: string; readonly reason: string }
  | { readonly kind: 'exhausted'; readonly message: string };

/** Chooses subnets for networks that have none, one after the other, so that none meets another or anything in use. */
export class SubnetChooser {
  readonly #space: AddressSpace;
  readonly #pools: readonly string[];
  readonly #subnetSize: number;

  /** @param leaving names of networks that go before the new ones come: their addresses are free. */
  constructor(
    private readonly situation: Situation,
    wanted: readonly NetworkSpec[],
    leaving: ReadonlySet<string>,
  ) {
    const { spec, ours } = situation;
    const settings = ours?.facts ?? spec.swarm;
    const pools = settings?.addressPools ?? [];
    this.#pools = pools.length > 0 ? pools : [defaultPool];
    this.#subnetSize = settings?.subnetSize ?? 24;
    this.#space = new AddressSpace([
      ...inUse(situation, leaving),
      ...blocksOf(spec.swarm?.reserved ?? [], 'swarm.reserved'),
      ...[...spec.networks, ...wanted].flatMap(({ name, subnets }) =>
        blocksOf(
          subnets.map(({ subnet }) => subnet),
          `network ${name}`,
        ),
      ),
      ...(hasIngress(situation) ? [] : ingressToCome(this.#pools, this.#subnetSize)),
    ]);
  }

  choose({ name, expectedEndpoints }: NetworkSpec): Choice {
    const prefix =
      expectedEndpoints === undefined
        ? this.#subnetSize
        : prefixFor(expectedEndpoints, this.situation.hosts.length);
    const search = this.#space.firstFree(this.#pools, prefix);
    if (!search.found) return { kind: 'exhausted', message: this.#exhausted(prefix, search.met) };
    const { block, pool, passed } = search;
    this.#space.take(block, `network ${name}`);
    const after = passed.length === 0 ? '' : `, after ${listed(passed, 3)}`;
    const sized = expectedEndpoints === undefined ? '' : ` for ${expectedEndpoints} endpoints`;
    const reason = `${block.text} is the first /${prefix}${sized} of ${pool} that meets nothing in use on ${this.#seen()}${after}`;
    return { kind: 'chosen', subnet: block.text, reason };
  }

  #exhausted(prefix: number, met: readonly string[]): string {
    const pools = `${this.#pools.length === 1 ? 'the address pool' : 'the address pools'} ${listed(this.#pools, 4)}`;
    return met.length === 0
      ? `${pools} cannot hold a /${prefix}`
      : `${pools} has no /${prefix} left that meets nothing: ${listed(met, 5)} are in the way`;
  }

  #seen(): string {
    const { hosts } = this.situation;
    const unseen = hosts.filter(({ facts }) => facts === undefined).map(({ name }) => name);
    const count = hosts.length - unseen.length;
    const seen = count === 1 ? 'one host' : `${count} hosts`;
    return unseen.length === 0 ? seen : `${seen} (${listed(unseen)} not seen)`;
  }
}

function inUse({ hosts }: Situation, leaving: ReadonlySet<string>): readonly Taken[] {
  const gone = new Set([...leaving].map((name) => `network ${name}`));
  const all = hosts.flatMap((host) => usedOn(host)).filter(({ by }) => !gone.has(by));
  // Many hosts say the same of a swarm's networks.
  return [...new Map(all.map(({ by, block }) => [`${by} ${block.text}`, { by, block }])).values()];
}

function blocksOf(texts: readonly string[], by: string): readonly Taken[] {
  return texts.flatMap((text) => {
    const block = parseCidr(text);
    return block === undefined ? [] : [{ block, by }];
  });
}

const hasIngress = (situation: Situation): boolean =>
  definedNetworks(situation).some(({ ingress, subnets }) => ingress && subnets.length > 0);

/** A new swarm gives ingress the first subnet of its pools, a moment after it was made. */
function ingressToCome(pools: readonly string[], subnetSize: number): readonly Taken[] {
  const first: Cidr | undefined = parseCidr(
    `${(pools[0] ?? '').replace(/\/.*/, '')}/${subnetSize}`,
  );
  return first === undefined ? [] : [{ block: first, by: 'the coming network ingress' }];
}
