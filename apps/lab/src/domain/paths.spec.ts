import { describe, expect, it } from 'vitest';
import { hostName, maxHosts } from './names.js';
import { hostPaths, labPaths, parseCache } from './paths.js';

describe('paths', () => {
  it('keeps the longest possible socket path within what the kernel takes', () => {
    const { socket } = hostPaths('a'.repeat(32), hostName(maxHosts));
    expect(socket.length).toBeLessThan(108);
  });

  it('keeps everything of a host within its lab', () => {
    const lab = labPaths('one');
    const host = hostPaths('one', 'host-1');
    expect(host.socket).toBe('/run/muster-lab/one/host-1/docker.sock');
    expect(host.state.startsWith(`${lab.state}/`)).toBe(true);
    expect(host.data.startsWith(`${lab.data}/`)).toBe(true);
    expect(host.cgroup.startsWith(`${lab.cgroup}/`)).toBe(true);
  });

  it.each(['relative', '/with space', '/with,comma', '/with:colon', '/back\\slash', ''])(
    'refuses %j as the cache',
    (folder) => {
      expect(() => parseCache(folder)).toThrow(/cannot be the cache/);
    },
  );
});
