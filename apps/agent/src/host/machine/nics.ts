import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { InterfaceFact } from '@muster/inventory';
import type { HostFiles } from '../host-files.js';

/** What hardly ever changes of an interface. */
export type Nic = Pick<InterfaceFact, 'driver' | 'txChecksum'>;

/** Runs a program; its output, or undefined when it is not there or failed. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<string | undefined>;

/** How long what is known of an interface holds. Milliseconds. */
const freshMs = 60_000;
const programMs = 5_000;

/** Drivers that are known to send wrong checksums in VXLAN: only for these a program is started. */
const suspects: ReadonlySet<string> = new Set(['vmxnet3']);

/** Reads every interface at most once a minute. */
export class Nics {
  #known: ReadonlyMap<string, { readonly readAt: number; readonly nic: Nic }> = new Map();

  constructor(
    private readonly files: HostFiles,
    private readonly run: RunProgram = outputOf,
  ) {}

  /** @param names of the interfaces that there are; others are forgotten. */
  async look(names: readonly string[]): Promise<(name: string) => Nic> {
    const now = performance.now();
    const entries = names.map(async (name) => {
      const known = this.#known.get(name);
      const isFresh = known !== undefined && now - known.readAt < freshMs;
      return [name, isFresh ? known : { readAt: now, nic: await this.#read(name) }] as const;
    });
    const seen = new Map(await Promise.all(entries));
    this.#known = seen;
    return (name) => seen.get(name)?.nic ?? {};
  }

  async #read(name: string): Promise<Nic> {
    const driver = driverOf(this.files, name);
    if (!suspects.has(driver)) return { driver };
    const offloads = await this.run('ethtool', ['-k', name]);
    const state = /^\s*tx-checksum-ip-generic: (on|off)\b/m.exec(offloads ?? '')?.[1];
    return { driver, ...((state === 'on' || state === 'off') && { txChecksum: state }) };
  }
}

/** What has no device tells its kind in `uevent`: `bridge`, `bond`, `vlan`, `vxlan`, `wireguard`. */
function driverOf(files: HostFiles, name: string): string {
  const folder = `sys/class/net/${name}`;
  return (
    files.linkName(`${folder}/device/driver`) ??
    /^DEVTYPE=(\w+)$/m.exec(files.text(`${folder}/uevent`) ?? '')?.[1] ??
    'virtual'
  );
}

async function outputOf(file: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(file, args, { timeout: programMs })).stdout;
  } catch {
    return undefined;
  }
}
