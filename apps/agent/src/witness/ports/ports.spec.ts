import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeGreeting, indexIn, isGreeting } from './greeting.js';
import { PortHolders } from './holders.js';

describe('who has a port, by /proc', () => {
  let proc: string;
  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'muster-proc-'));
    mkdirSync(join(proc, 'net'));
    mkdirSync(join(proc, 'self/ns'), { recursive: true });
    symlinkSync('net:[1]', join(proc, 'self/ns/net'));
    for (const name of ['tcp', 'tcp6', 'udp', 'udp6']) table(name);
  });
  afterEach(() => {
    rmSync(proc, { recursive: true });
  });

  const table = (name: string, ...lines: readonly string[]) => {
    writeFileSync(join(proc, 'net', name), ['  sl  local_address', ...lines, ''].join('\n'));
  };
  const socket = (port: number, state: string, inode: number) =>
    `   0: 00000000:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2 0`;
  const process = (pid: number, name: string, inodes: readonly number[], network = 'net:[1]') => {
    const folder = join(proc, String(pid));
    mkdirSync(join(folder, 'fd'), { recursive: true });
    mkdirSync(join(folder, 'ns'));
    writeFileSync(join(folder, 'comm'), `${name}\n`);
    symlinkSync(network, join(folder, 'ns/net'));
    for (const inode of inodes) {
      symlinkSync(`socket:[${inode}]`, join(folder, 'fd', String(inode)));
    }
  };
  const swarmPort = { protocol: 'tcp', port: 2377 } as const;
  const vxlan = { protocol: 'udp', port: 4789 } as const;
  const gossip = { protocol: 'udp', port: 7946 } as const;

  it('nobody', () => {
    const esp = { protocol: 'esp', port: 0 } as const;
    expect(new PortHolders(proc).of([swarmPort, vxlan, esp])).toEqual([
      { ...swarmPort, holder: { kind: 'free' } },
      { ...vxlan, holder: { kind: 'free' } },
    ]);
  });

  it('the Engine, another process of this network, or the kernel', () => {
    table('tcp6', socket(2377, '0A', 11));
    table('udp6', socket(7946, '07', 12));
    table('udp', socket(4789, '07', 13));
    process(100, 'stranger', [11], 'net:[2]');
    process(200, 'dockerd', [11]);
    process(300, 'consul', [12]);
    const holders = new PortHolders(proc).of([swarmPort, gossip, vxlan]);
    expect(holders.map(({ holder }) => holder)).toEqual([
      { kind: 'engine' },
      { kind: 'other', process: 'consul', pid: 300 },
      { kind: 'engine' },
    ]);
  });

  it('not whoever has a connection from that port', () => {
    table('tcp', socket(2377, '01', 11));
    process(200, 'curl', [11]);
    const [holding] = new PortHolders(proc).of([swarmPort]);
    expect(holding?.holder).toEqual({ kind: 'free' });
  });

  it('unknown where it cannot be seen, and asked again the next time', () => {
    const holders = new PortHolders(proc);
    table('tcp', socket(2377, '0A', 11));
    expect(holders.of([swarmPort])[0]?.holder.kind).toBe('unknown');
    process(300, 'nginx', [11]);
    expect(holders.of([swarmPort])[0]?.holder).toMatchObject({ kind: 'other', pid: 300 });
    rmSync(join(proc, 'net'), { recursive: true });
    expect(holders.of([swarmPort])[0]?.holder.kind).toBe('unknown');
  });
});

describe('the greeting of the listeners', () => {
  const nonce = fc
    .uint8Array({ minLength: 8, maxLength: 8 })
    .map((bytes) => Buffer.from(bytes).toString('hex'));
  const index = fc.integer({ min: 1, max: 65_535 });

  it('tells each check the index that it knows', () => {
    const greetings = fc.uniqueArray(fc.record({ nonce, index }), { selector: (it) => it.nonce });
    fc.assert(
      fc.property(greetings, nonce, (greeting, other) => {
        const bytes = encodeGreeting(greeting);
        expect(isGreeting(bytes)).toBe(true);
        for (const it of greeting) expect(indexIn(bytes, it.nonce)).toBe(it.index);
        if (!greeting.some((it) => it.nonce === other))
          expect(indexIn(bytes, other)).toBeUndefined();
      }),
    );
  });

  it('is not taken for one when it is something else, or cut off', () => {
    expect(isGreeting(Buffer.from('SSH-2.0'))).toBe(false);
    const bytes = encodeGreeting([{ nonce: '0102030405060708', index: 5 }]);
    expect(indexIn(bytes.subarray(0, -1), '0102030405060708')).toBeUndefined();
  });
});
