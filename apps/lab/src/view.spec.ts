import { describe, expect, it } from 'vitest';
import type { HostStatus } from './lab/status.js';
import { labsAsText } from './view.js';

const host = (engine: Partial<HostStatus['engine']>, running = true): HostStatus => ({
  name: 'host-1',
  kind: 'namespaces',
  address: '198.18.0.1',
  running,
  engine: { requested: '20.10', version: '20.10.24', running: true, pid: 42, ...engine },
  socket: '/s',
  log: '/l',
});

const shown = (...hosts: HostStatus[]): string =>
  labsAsText([{ name: 'lab', phase: 'up', createdAt: null, hosts }]);

describe('the table of hosts', () => {
  it('shows where an engine is and what it is', () => {
    expect(shown(host({}))).toMatch(/host-1 +namespaces +198\.18\.0\.1 +20\.10\.24 +42 +\/s/);
  });

  it('tells a VM from namespaces', () => {
    expect(shown({ ...host({ pid: null }), kind: 'vm' })).toMatch(/host-1 +VM +198/);
  });

  it('tells an engine that is stopped from one that does not answer and from a host that has ended', () => {
    expect(shown(host({ running: false, version: null, pid: null }))).toContain('stopped');
    expect(shown(host({ version: null }))).toContain('not answering');
    expect(shown(host({ running: false, pid: null }, false))).toContain('host has ended');
  });

  it('says what to do about a broken lab, and without any', () => {
    const broken = labsAsText([{ name: 'x', phase: 'broken', createdAt: null, hosts: [] }]);
    expect(broken).toContain('muster-lab down --name x');
    expect(labsAsText([])).toContain('muster-lab up --hosts 3');
  });
});
