import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that stands for a host's `/`. */
export class HostRoot {
  private constructor(readonly path: string) {}

  static async make(): Promise<HostRoot> {
    return new HostRoot(await mkdtemp(join(tmpdir(), 'muster-host-')));
  }

  /** Writes files by their paths below `/`. */
  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const file = await this.#ready(path);
      await writeFile(file, content);
    }
  }

  async link(path: string, target: string): Promise<void> {
    await symlink(target, await this.#ready(path));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true });
  }

  async #ready(path: string): Promise<string> {
    const file = join(this.path, path);
    await mkdir(dirname(file), { recursive: true });
    return file;
  }
}
