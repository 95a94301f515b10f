import { describe, expect, it } from 'vitest';
import type { StoppedBy } from '../../model.js';
import { commandsFor } from './commands.js';
import type { Opening } from './opening.js';

const udp = { protocol: 'udp', port: 4789 } as const;
const esp = { protocol: 'esp', port: 0 } as const;

const by = (backend: StoppedBy['backend'], more: Partial<StoppedBy> = {}): StoppedBy => ({
  ...{ ...udp, side: 'destination', peer: 1, backend, verdict: 'drop' },
  ...{ family: 'ip', table: 'filter', chain: 'INPUT', ...more },
});

const opening = (more: Partial<Opening>): readonly string[] =>
  commandsFor({ way: 'in', address: '192.0.2.1', port: udp, ...more });

describe('what opens a firewall', () => {
  it('of iptables goes first in the chain that stopped it', () => {
    expect(opening({ stop: by('iptables') })).toEqual([
      'iptables -I INPUT 1 -s 192.0.2.1 -p udp --dport 4789 -j ACCEPT',
    ]);
    const mangle = by('iptables', { table: 'mangle', chain: 'PREROUTING' });
    expect(opening({ stop: mangle, port: esp, address: 'fd00::1' })).toEqual([
      'ip6tables -t mangle -I PREROUTING 1 -s fd00::1 -p esp -j ACCEPT',
    ]);
  });

  it('of nftables goes before the rule that stopped it', () => {
    const rule = by('nftables', { family: 'inet', table: 'fw', chain: 'in', handle: 12 });
    expect(opening({ stop: rule })).toEqual([
      'nft insert rule inet fw in handle 12 ip saddr 192.0.2.1 udp dport 4789 accept',
    ]);
    const policy = by('nftables', { family: 'inet', table: 'fw', chain: 'out' });
    expect(opening({ stop: policy, way: 'out', address: 'fd00::2', port: esp })).toEqual([
      'nft insert rule inet fw out ip6 daddr fd00::2 meta l4proto esp accept',
    ]);
  });

  it('of ufw is the first of its rules', () => {
    expect(opening({ stop: by('ufw', { chain: 'ufw-user-input' }) })).toEqual([
      'ufw prepend allow proto udp from 192.0.2.1 to any port 4789',
    ]);
    expect(opening({ firewall: 'ufw', way: 'out', port: esp })).toEqual([
      'ufw prepend allow out proto esp from any to 192.0.2.1',
    ]);
  });

  it('of ufw is in its file where no rule of its command comes before', () => {
    expect(opening({ stop: by('ufw', { chain: 'ufw-before-input' }) })).toEqual([
      '# in /etc/ufw/before.rules: iptables -I ufw-before-input 1 -s 192.0.2.1 -p udp --dport 4789 -j ACCEPT',
    ]);
  });

  it('of firewalld is a rich rule of the zone, now and for good, without a reload', () => {
    expect(opening({ stop: by('firewalld', { chain: 'filter_IN_public_deny' }) })).toEqual([
      `firewall-cmd --zone=public --add-rich-rule='rule priority="-1" family="ipv4" source address="192.0.2.1" port port="4789" protocol="udp" accept'`,
      `firewall-cmd --permanent --zone=public --add-rich-rule='rule priority="-1" family="ipv4" source address="192.0.2.1" port port="4789" protocol="udp" accept'`,
    ]);
    const above = by('firewalld', { chain: 'filter_INPUT', zone: 'internal' });
    expect(opening({ stop: above })[0]).toContain('firewall-cmd --zone=internal ');
    const policy = by('firewalld', { chain: 'filter_OUT_policy_strict_deny' });
    expect(opening({ stop: policy, way: 'out', port: esp })[0]).toBe(
      `firewall-cmd --policy=strict --add-rich-rule='rule priority="-1" family="ipv4" destination address="192.0.2.1" protocol value="esp" accept'`,
    );
  });

  it('is of iptables where nobody knows what stops it', () => {
    expect(opening({})).toEqual(['iptables -I INPUT 1 -s 192.0.2.1 -p udp --dport 4789 -j ACCEPT']);
  });
});
