import type { WireCount } from '@muster/probe';
import { FleetError } from '@muster/kernel';
import { NftProcess } from '../table/nft-process.js';
import { lastWireChain, wireCountsIn, type WireOrder, wireRules, wireSets } from './wire-rules.js';

/** A table of the packet filter that counts what a network puts on the wire; it goes with this process, however that ends. */
export class WireWatch {
  private constructor(
    private readonly table: string,
    private readonly nft: NftProcess,
  ) {}

  /** @throws unsupported with the reason why this host can have none; deadline; cancelled. */
  static async open(id: string, order: WireOrder, signal: AbortSignal): Promise<WireWatch> {
    if (order.vnis.length === 0) {
      throw new FleetError('unsupported', 'the identifiers of the network (VNI) are not known');
    }
    try {
      return await WireWatch.#make(id, order, true, signal);
    } catch (error) {
      if (FleetError.from(error).code !== 'unsupported') throw error;
      return WireWatch.#make(id, order, false, signal);
    }
  }

  static async #make(
    id: string,
    order: WireOrder,
    knowsIpsec: boolean,
    signal: AbortSignal,
  ): Promise<WireWatch> {
    const table = `muster_wire_${id}`;
    const nft = new NftProcess();
    try {
      await nft.make(table, wireRules(table, order, knowsIpsec), lastWireChain, signal);
      return new WireWatch(table, nft);
    } catch (error) {
      await nft.close();
      throw error;
    }
  }

  /** What it saw until now. */
  async counts(signal: AbortSignal): Promise<readonly WireCount[]> {
    return wireCountsIn(await this.nft.sets(this.table, wireSets, signal));
  }

  /** Resolves when nothing of it is left. */
  close(): Promise<void> {
    return this.nft.close();
  }
}
