import { describe, expect, it } from 'vitest';
import { rulesetFor } from './ruleset.js';
import type { Watched } from './watched.js';

const watched: Watched = {
  nonce: '0102030405060708',
  sentinel: 'f000000000000001',
  address: '10.0.0.1',
  dataAddress: '10.0.0.1',
  ports: [
    { protocol: 'tcp', port: 7946 },
    { protocol: 'udp', port: 7946 },
    { protocol: 'udp', port: 4789 },
  ],
  trace: [],
  arrivalsOnly: false,
  listeners: new Map(),
};
const made = (more: Partial<Watched> = {}) => rulesetFor('t', { ...watched, ...more }).split('; ');
const matching = (pattern: RegExp, more?: Partial<Watched>) =>
  made(more).filter((command) => pattern.test(command));

describe('the table of a witness', () => {
  it('begins with a table that dies with its owner, and is one line', () => {
    const text = rulesetFor('t', watched);
    expect(text).toMatch(/^add table inet t \{ flags owner; \}; /);
    expect(text).not.toContain('\n');
  });

  it.each<[string, Partial<Watched>]>([
    ['all that is counted', { trace: [{ peer: 2, address: '10.0.0.2' }] }],
    ['arrivals only', { arrivalsOnly: true }],
  ])('makes everything before it is referred to: %s', (_, more) => {
    const text = rulesetFor('t', { ...watched, ...more });
    for (const [, set] of text.matchAll(/@([a-z]\w+)/g)) {
      if (set === 'th') continue;
      expect(text.indexOf(`add set inet t ${set} {`), set).toBeGreaterThan(-1);
      expect(text.indexOf(`add set inet t ${set} {`), set).toBeLessThan(text.indexOf(`@${set}`));
    }
    for (const [, chain] of text.matchAll(/goto (\w+)/g)) {
      expect(text.indexOf(`add chain inet t ${chain}`), chain).toBeLessThan(
        text.indexOf(`goto ${chain}`),
      );
    }
  });

  it.each([
    ['10.0.0.1', '10.0.0.2', true, false],
    ['fd00::1', 'fd00::1', false, true],
    ['10.0.0.1', 'fd00::1', true, true],
  ])('for %s and %s: IPv4 %s, IPv6 %s', (address, dataAddress, four, six) => {
    const text = made({ address, dataAddress }).join();
    expect(text.includes('arrived4')).toBe(four);
    expect(text.includes('arrived6')).toBe(six);
  });

  it('looks at nothing that leaves where only arrivals are counted, but makes ESP', () => {
    const more = { arrivalsOnly: true };
    expect(
      matching(/ @?(sent|left|left_unbroken|leaving|post|syn_sent4|syn_left4)\b/, more),
    ).toEqual([]);
    expect(matching(/notrack ip protocol set 50/, more)).toHaveLength(1);
  });

  it('asks nothing of TCP where no TCP port is asked', () => {
    const ports = [{ protocol: 'udp', port: 4789 }] as const;
    expect(matching(/tcp /, { ports })).toEqual([]);
  });

  it('leaves alone what somebody listens for, and takes the rest to the listener and back', () => {
    const listeners = new Map([[7946, 40_001]]);
    expect(matching(/40001|socket/, { listeners })).toEqual([
      'add rule inet t out tcp sport 40001 tcp sport set 7946',
      expect.stringContaining('tcp dport { 7946, 40001 } update @syn_passed4') as string,
      'add rule inet t in tcp dport 7946 socket wildcard { 0, 1 } accept',
      'add rule inet t in tcp dport 7946 tcp dport set 40001 accept',
    ]);
  });

  it('traces nothing unless told to, and each edge once', () => {
    expect(matching(/nftrace/)).toEqual([]);
    const trace = [
      { peer: 2, address: '10.0.0.2' },
      { peer: 3, address: '10.0.0.2' },
      { peer: 4, address: 'fd00::4' },
    ];
    const rules = matching(/nftrace/, { trace });
    expect(rules.filter((rule) => rule.includes('@th,128,16 { 2, 3, 4 }'))).toHaveLength(1);
    // Nothing may be twice in a set, nor can nft mix IPv4 and IPv6.
    expect(rules.filter((rule) => rule.includes('ip saddr { 10.0.0.2 }'))).toHaveLength(1);
    const sentinel = 'f000000000000001';
    for (const rule of rules) {
      if (!rule.includes(sentinel)) expect(rule).toMatch(/!= @traced\S* add @traced/);
    }
  });
});
