import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed } from '../domain/errors.js';
import { run } from '../system/run.js';

export const imageTag = 'muster-lab/busybox:latest';

const busybox = '/bin/busybox';

/**
 * The tarball of an image with sh, ping, nc, nslookup, sleep and the other applets of the machine's static busybox.
 * Made once per busybox and kept in the cache. @returns its path.
 */
export async function ensureImageTarball(cache: string, signal: AbortSignal): Promise<string> {
  if (!existsSync(busybox)) throw noBusybox('was not found');
  const digest = createHash('sha256').update(readFileSync(busybox)).digest('hex').slice(0, 16);
  const path = join(cache, `busybox-${digest}.tar`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'image-'));
  try {
    await fillRoot(join(work, 'root'), signal);
    const stable = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
    await run('tar', ['-C', join(work, 'root'), ...stable, '-cf', join(work, 'tar'), '.'], {
      signal,
    });
    renameSync(join(work, 'tar'), path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return path;
}

async function fillRoot(root: string, signal: AbortSignal): Promise<void> {
  for (const folder of ['bin', 'etc', 'root', 'tmp', 'proc', 'sys', 'dev', 'usr', 'var']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(busybox, join(root, 'bin', 'busybox'));
  // Only a static one runs where there is nothing else: so it is asked in the very root that becomes the image.
  const applets = await run('chroot', [root, '/bin/busybox', '--list'], { signal }).catch(() => {
    throw noBusybox('is not a static one');
  });
  for (const applet of applets.split('\n').filter((name) => name !== '' && name !== 'busybox')) {
    symlinkSync('busybox', join(root, 'bin', applet));
  }
  writeFileSync(join(root, 'etc', 'passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(root, 'etc', 'group'), 'root:x:0:\n');
}

const noBusybox = (seen: string): Error =>
  failed(
    `${busybox} ${seen}, and the lab makes its image from it: install busybox-static, or use --no-image.`,
  );
