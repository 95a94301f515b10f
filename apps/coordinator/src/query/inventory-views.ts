import { randomBytes } from 'node:crypto';
import type { InventoryKeeper } from '../inventory/inventory-keeper.js';
import type { FleetMaps } from './fleet-map.js';
import type { VerificationMaps } from './verification-map.js';
import type { Snapshot } from './table-reader.js';

/** The inventory as the tables are made from it, at one moment. */
export class InventoryViews {
  /** Revisions begin anew with every start: this tells one life of the coordinator from another. */
  readonly life = randomBytes(4).toString('hex');

  constructor(
    private readonly keeper: Pick<InventoryKeeper, 'inventory' | 'observe'>,
    private readonly maps: FleetMaps,
    private readonly verifications: VerificationMaps,
  ) {}

  async now(): Promise<Snapshot> {
    const fleets = await this.maps.now();
    const verifications = await this.verifications.now();
    return {
      inventory: this.keeper.inventory,
      fleetOf: fleets.fleetOf,
      verificationOf: (networkId) => verifications.latest.get(networkId),
      fleets,
      version: `${String(fleets.version)}.${String(verifications.version)}`,
    };
  }

  /**
   * Has hosts look again first that were not looked at for so long, milliseconds; none when undefined.
   * @param of only hosts of these fleets.
   */
  async after(
    maxAgeMs: number | undefined,
    signal: AbortSignal,
    of?: ReadonlySet<string>,
  ): Promise<Snapshot> {
    const snapshot = await this.now();
    if (maxAgeMs === undefined) return snapshot;
    const { inventory, fleets } = snapshot;
    const hosts = Object.keys(inventory.hosts).filter(
      (host) => of === undefined || of.has(fleets.fleetOf(host) ?? ''),
    );
    await this.keeper.observe(hosts, maxAgeMs, signal);
    return { ...snapshot, inventory: this.keeper.inventory };
  }

  /** The same as long as nothing has changed that an answer could show. */
  etag({ inventory, version }: Snapshot): string {
    return `W/"${this.life}-${String(inventory.revision)}-${version}"`;
  }
}
