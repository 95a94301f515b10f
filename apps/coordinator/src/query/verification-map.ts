import type { LatestVerifications } from '@muster/inventory';
import type { VerificationStore } from '../store/verifications.js';

/** What was seen of networks last, over all fleets. Never changes. */
export type VerificationMap = {
  readonly latest: LatestVerifications;
  /** Grows with every verification. */
  readonly version: number;
};

/** Reads it from the store, and again only when another verification was saved. */
export class VerificationMaps {
  #map: VerificationMap | undefined;

  constructor(private readonly store: Pick<VerificationStore, 'version' | 'latest'>) {}

  async now(): Promise<VerificationMap> {
    // Before reading: one that is saved meanwhile is read by whoever asks next, if not now.
    const { version } = this.store;
    if (this.#map?.version === version) return this.#map;
    const map = { latest: await this.store.latest(), version };
    this.#map = map;
    return map;
  }
}
