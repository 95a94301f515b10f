import { describe, expect, it } from 'vitest';
import { mountsBelow, mountsOf } from './mounts.js';

const mountinfo = [
  '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
  '32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:7 master:1 - cgroup cgroup rw,cpu',
  '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
  '50 27 0:50 / /run/muster-lab/a rw - tmpfs tmpfs rw',
  '51 50 0:51 / /run/muster-lab/a/host-1 rw - tmpfs tmpfs rw',
  '52 27 0:52 / /run/muster-lab/ab rw - tmpfs tmpfs rw',
  '53 27 0:53 / /mnt/with\\040space rw - tmpfs none rw',
  '',
].join('\n');

describe('mounts', () => {
  it('finds the cgroup hierarchies of both versions, whatever optional fields there are', () => {
    const cgroups = mountsOf(mountinfo).filter(({ type }) => type.startsWith('cgroup'));
    expect(cgroups).toEqual([
      { target: '/sys/fs/cgroup/cpu', type: 'cgroup' },
      { target: '/sys/fs/cgroup/unified', type: 'cgroup2' },
    ]);
  });

  it('lists what is below a folder from the inside out, and not its namesakes', () => {
    expect(mountsBelow(mountinfo, '/run/muster-lab/a')).toEqual([
      '/run/muster-lab/a/host-1',
      '/run/muster-lab/a',
    ]);
  });

  it('reads escaped characters', () => {
    expect(mountsBelow(mountinfo, '/mnt')).toEqual(['/mnt/with space']);
  });
});
