import type { SpecStore } from '../store/specs.js';

/** Which fleet each host is of. Never changes. */
export type FleetMap = {
  readonly fleetOf: (host: string) => string | null;
  /** Hosts that specs name. */
  readonly named: readonly string[];
  /** Grows with every change of a fleet. */
  readonly version: number;
};

/** Reads it from the specs that were applied, which are read again only when one has changed. */
export class FleetMaps {
  #digests: string | undefined;
  #map: FleetMap = { fleetOf: () => null, named: [], version: 0 };

  constructor(private readonly specs: Pick<SpecStore, 'digests' | 'fleets'>) {}

  async now(): Promise<FleetMap> {
    const digests = (await this.specs.digests()).join();
    if (digests === this.#digests) return this.#map;
    const fleets = await this.specs.fleets();
    const byHost = new Map(
      fleets.flatMap(({ spec }) => spec.hosts.map(({ name }) => [name, spec.fleet] as const)),
    );
    this.#digests = digests;
    this.#map = {
      fleetOf: (host) => byHost.get(host) ?? null,
      named: [...byHost.keys()],
      version: this.#map.version + 1,
    };
    return this.#map;
  }
}
