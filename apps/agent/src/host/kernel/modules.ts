import { gunzipSync } from 'node:zlib';
import type { Capability } from '@muster/inventory';
import type { HostFiles } from '../host-files.js';

/** A part of the kernel that may be built in, be a module, or be left out. */
export type Part = {
  /** As its file is called: `ip_vs`. */
  readonly module: string;
  /** Of the kernel's configuration: `IP_VS`. */
  readonly option: string;
};

const yes = (how: string): Capability => ({ state: 'yes', how });
const no = (how: string): Capability => ({ state: 'no', how });
const unknown = (how: string): Capability => ({ state: 'unknown', how });

/** Where the kernel tells what it consists of. Files are read when first asked for, and only as bytes: some are large. */
export class KernelModules {
  readonly #cache = new Map<string, Buffer | undefined>();
  readonly #folder: string;

  /** @param release of the running kernel. */
  constructor(
    private readonly files: HostFiles,
    private readonly release: string,
  ) {
    this.#folder = `lib/modules/${release}`;
  }

  /** Loaded or built in counts as there, and so does a module that can be loaded: dockerd or the kernel loads it. */
  find({ module, option }: Part): Capability {
    if (this.files.has(`sys/module/${module}`)) return yes(`/sys/module/${module} is there`);
    if (this.#lines('proc/modules', `${module} `)) return yes('it is in /proc/modules');
    if (this.#mentions('modules.builtin', module)) return yes('it is in modules.builtin');
    const [config, name] = this.#config();
    if (config === undefined) return this.#onDisk(module);
    if (lineIn(config, `CONFIG_${option}=y`)) return yes(`CONFIG_${option}=y in ${name}`);
    if (lineIn(config, `CONFIG_${option}=m`)) return this.#onDisk(module);
    return no(`CONFIG_${option} is not set in ${name}`);
  }

  /** Whether there is a module to load. */
  #onDisk(module: string): Capability {
    const isThere = this.#mentions('modules.dep', module);
    if (isThere === undefined) return unknown(`/${this.#folder} cannot be read`);
    if (!isThere) return no(`/${this.#folder} has no module ${module}`);
    return this.files.line('proc/sys/kernel/modules_disabled') === '1'
      ? no(`module ${module} is not loaded, and kernel.modules_disabled is 1`)
      : yes(`/${this.#folder} has module ${module}`);
  }

  /** Lines are `kernel/net/ipv4/esp4.ko.xz: …`. */
  #mentions(list: string, module: string): boolean | undefined {
    return this.#read(`${this.#folder}/${list}`)?.includes(`/${module}.ko`);
  }

  #lines(path: string, start: string): boolean {
    const table = this.#read(path);
    return table !== undefined && (table.includes(`\n${start}`) || table.indexOf(start) === 0);
  }

  #config(): readonly [Buffer | undefined, string] {
    const own = 'proc/config.gz';
    const packed = this.#read(own);
    if (packed !== undefined) return [this.#unpacked(packed), `/${own}`];
    const boot = `boot/config-${this.release}`;
    return [this.#read(boot), `/${boot}`];
  }

  #unpacked(packed: Buffer): Buffer | undefined {
    return this.#once('config', () => {
      try {
        return gunzipSync(packed);
      } catch {
        return undefined;
      }
    });
  }

  #read(path: string): Buffer | undefined {
    return this.#once(path, () => this.files.bytes(path));
  }

  #once(key: string, make: () => Buffer | undefined): Buffer | undefined {
    if (!this.#cache.has(key)) this.#cache.set(key, make());
    return this.#cache.get(key);
  }
}

const lineIn = (text: Buffer, line: string): boolean => text.includes(`\n${line}\n`);
