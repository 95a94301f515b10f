import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labPaths } from '../domain/paths.js';
import { run } from '../system/run.js';
import { bootScript, engineScript, initramfsScript, rebootScript } from './boot-scripts.js';
import type { VmImage } from './image.js';

/** This very program: in a VM it is what takes commands. */
export const program = fileURLToPath(import.meta.url);

/** What the VMs of a lab boot from: small, so that each lab has one made of this version of the lab's own code. */
export async function makeInitramfs(
  lab: string,
  image: VmImage,
  signal: AbortSignal,
): Promise<void> {
  const { initramfs } = labPaths(lab);
  const work = `${initramfs}.d`;
  mkdirSync(join(work, 'lab'), { recursive: true });
  mkdirSync(join(work, 'bin'));
  copyFileSync('/bin/busybox', join(work, 'bin/busybox'));
  cpSync(image.modules, join(work, 'modules'), { recursive: true });
  copyFileSync(program, join(work, 'lab/main.mjs'));
  const scripts = {
    init: initramfsScript,
    'lab/boot': bootScript,
    'lab/engine': engineScript,
    'lab/reboot': rebootScript,
  };
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(work, name), text);
    chmodSync(join(work, name), 0o755);
  }
  const pack = 'cd "$0" && busybox find . | busybox cpio -o -H newc > "$1"';
  await run('sh', ['-c', pack, work, initramfs], { signal });
  rmSync(work, { recursive: true, force: true });
}
