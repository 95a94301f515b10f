import { describe, expect, it } from 'vitest';
import { explain, stoppedBy } from './rules.js';
import type { Stop } from './stops.js';

const stop = (more: Partial<Stop> = {}): Stop => ({
  ...{ protocol: 'udp', port: 7946, side: 'destination', peer: 1 },
  ...{ family: 'ip', table: 'filter', chain: 'INPUT', through: ['INPUT'] },
  ...more,
});

const nft = `table ip filter {
	chain INPUT { # handle 1
		type filter hook input priority filter; policy drop;
		counter packets 6 bytes 215 jump ufw-user-input # handle 9
		tcp dport 7946 counter packets 1 bytes 60 reject with tcp reset # handle 11
	}
}
`;
const iptables = `-P INPUT DROP
-A INPUT -j ufw-user-input
-A INPUT -p tcp -m tcp --dport 7946 -j REJECT --reject-with tcp-reset
`;

describe('the rule that ended a probe', () => {
  it('is told as iptables writes it, found by its place', () => {
    expect(stoppedBy(stop({ handle: 11 }), { nft, iptables })).toMatchObject({
      backend: 'iptables',
      rule: '-A INPUT -p tcp -m tcp --dport 7946 -j REJECT --reject-with tcp-reset',
      verdict: 'reject',
    });
  });

  it('is told as nft writes it where iptables knows another chain of that name, or none', () => {
    const told = { backend: 'nftables', verdict: 'reject' };
    const rule = 'tcp dport 7946 counter reject with tcp reset';
    const other = '-P INPUT ACCEPT\n-A INPUT -j DROP\n';
    for (const listing of [other, '']) {
      expect(stoppedBy(stop({ handle: 11 }), { nft, iptables: listing })).toMatchObject({
        ...told,
        rule,
      });
    }
  });

  it('is what the trace said where it is gone meanwhile', () => {
    const text = 'udp dport 7946 counter packets 3 bytes 9 drop';
    expect(stoppedBy(stop({ handle: 77, text }), { nft: '', iptables: '' })).toMatchObject({
      backend: 'nftables',
      rule: 'udp dport 7946 counter drop',
      verdict: 'drop',
    });
  });
});

describe('a policy', () => {
  it("is iptables' where iptables has one for that chain", () => {
    const told = stoppedBy(stop(), { nft, iptables });
    expect(told).toMatchObject({ backend: 'iptables', verdict: 'drop' });
    expect(told).not.toHaveProperty('rule');
  });

  it("is ufw's where the probe came through chains of ufw", () => {
    const through = ['INPUT', 'ufw-before-input'];
    expect(stoppedBy(stop({ through }), { nft, iptables }).backend).toBe('ufw');
    // A rule that somebody put behind them is not.
    expect(stoppedBy(stop({ through, handle: 11 }), { nft, iptables }).backend).toBe('iptables');
  });
});

describe('firewalld', () => {
  it.each([
    [
      ['filter_INPUT', 'filter_INPUT_POLICIES', 'filter_IN_public', 'filter_IN_public_deny'],
      'public',
    ],
    [['filter_INPUT', 'filter_IN_policy_allow-host-ipv6', 'filter_IN_work_pre'], 'work'],
    [['filter_INPUT'], undefined],
  ])('by the chains %j, the zone is %s', (through, zone) => {
    const told = stoppedBy(stop({ family: 'inet', table: 'firewalld', through }), {
      ...{ nft: '', iptables: '' },
    });
    expect(told.backend).toBe('firewalld');
    expect(told.zone).toBe(zone);
  });
});

it('each chain is read once', async () => {
  const read: string[] = [];
  const reader = {
    nft: async (...place: readonly string[]) => {
      read.push(place.join(' '));
      return nft;
    },
    iptables: async () => iptables,
  };
  const told = await explain([stop({ handle: 11 }), stop({ port: 4789, handle: 9 })], reader);
  expect(told).toHaveLength(2);
  expect(read).toEqual(['ip filter INPUT']);
});
