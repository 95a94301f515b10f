import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { checkHosts } from './check-hosts.js';
import { portsOf } from './ports.js';

const fleet = aFleet().manager('a').worker('b');

const eth = (...addresses: readonly string[]) => ({ name: 'eth0', addresses });

describe('the hosts of a check', () => {
  it('are those of the spec in its order, with the addresses that they have', () => {
    const { hosts, findings } = checkHosts(fleet, anInventory().none('a').none('b'));
    expect(findings).toEqual([]);
    expect(hosts).toMatchObject([
      { name: 'a', index: 1, address: '192.0.2.1', dataAddress: '192.0.2.1', isManager: true },
      { name: 'b', index: 2, address: '192.0.2.2', dataAddress: '192.0.2.2', isManager: false },
    ]);
  });

  it('are dialled where they are in their swarm, whatever the spec says', () => {
    const spec = aFleet().manager('a', { advertiseAddress: '198.51.100.1' });
    const { hosts } = checkHosts(spec, anInventory().member('a'));
    expect(hosts[0]).toMatchObject({ address: '192.0.2.1', swarmId: 'ours' });
    expect(hosts[0]?.nodeId).toBeDefined();
  });

  it('send VXLAN to the data path address of the spec', () => {
    const spec = aFleet().manager('a', { dataPathAddress: '198.51.100.1' });
    expect(checkHosts(spec, anInventory().none('a')).hosts[0]).toMatchObject({
      address: '192.0.2.1',
      dataAddress: '198.51.100.1',
    });
  });

  it('are managers also when they are one now and the spec has another plan', () => {
    const spec = aFleet().manager('a').worker('b');
    const inventory = anInventory().member('a').member('b', { role: 'manager' });
    expect(checkHosts(spec, inventory).hosts.map(({ isManager }) => isManager)).toEqual([
      true,
      true,
    ]);
  });

  it('take the address of the interface that the spec names', () => {
    const spec = aFleet().manager('a', { advertiseAddress: 'eth1' });
    const interfaces = [
      eth('192.0.2.1/24'),
      { name: 'eth1', addresses: ['198.51.100.1/24', 'fe80::1/64'], mtu: 9000 },
    ];
    const { hosts } = checkHosts(spec, anInventory().none('a').facts('a', { interfaces }));
    expect(hosts[0]).toMatchObject({ address: '198.51.100.1', mtu: 9000 });
  });

  it('are not looked for on bridges, loopbacks and links that are down', () => {
    const interfaces = [
      { name: 'lo', addresses: ['127.0.0.1/8', '::1/128'] },
      { name: 'docker0', addresses: ['172.17.0.1/16'] },
      { name: 'br-0123456789ab', addresses: ['172.19.0.1/16'] },
      { name: 'lan', addresses: ['172.20.0.1/16'] },
      { name: 'eth1', addresses: ['198.51.100.1/24'], link: 'down' as const },
      eth('192.0.2.1/24', 'fe80::1/64', 'fd00::1/64'),
    ];
    const inventory = anInventory()
      .none('a')
      .facts('a', { interfaces })
      .localNetwork('a', 'lan', { subnets: [{ subnet: '172.20.0.0/16', gateway: '172.20.0.1' }] });
    const { hosts, findings } = checkHosts(aFleet().manager('a'), inventory);
    expect(findings).toEqual([]);
    expect(hosts[0]).toMatchObject({
      address: '192.0.2.1',
      addresses: ['192.0.2.1', 'fd00::1'],
    });
  });

  it('may have IPv6 only', () => {
    const inventory = anInventory()
      .none('a')
      .facts('a', { interfaces: [eth('FD00:0::1/64')] });
    expect(checkHosts(aFleet().manager('a'), inventory).hosts[0]?.address).toBe('fd00::1');
  });
});

describe('a host whose address is not clear', () => {
  it('has several: that blocks, as its Engine would refuse too', () => {
    const interfaces = [eth('192.0.2.1/24', '198.51.100.1/24')];
    const { hosts, findings } = checkHosts(
      fleet,
      anInventory().none('a').none('b').facts('a', { interfaces }),
    );
    expect(hosts[0]?.address).toBe('');
    expect(findings).toMatchObject([
      {
        id: 'address-ambiguous',
        severity: 'blocker',
        path: 'hosts[0].advertiseAddress',
        hosts: ['a'],
        message: 'a: it has several addresses, 192.0.2.1, 198.51.100.1, and the spec names none',
      },
    ]);
  });

  it('has none', () => {
    const inventory = anInventory()
      .none('a')
      .facts('a', { interfaces: [eth('169.254.1.1/16')] });
    const { findings } = checkHosts(aFleet().manager('a'), inventory);
    expect(findings).toMatchObject([{ id: 'address-missing', severity: 'blocker' }]);
  });

  it('was never seen: that is unknown', () => {
    const { hosts, findings } = checkHosts(fleet, anInventory().none('a'));
    expect(hosts).toHaveLength(2);
    expect(findings).toMatchObject([{ id: 'address-unknown', severity: 'warning', hosts: ['b'] }]);
  });
});

describe('the ports of a check', () => {
  const names = (ports: ReturnType<typeof portsOf>) =>
    ports.map(({ protocol, port }) => `${protocol} ${port}`);
  const usual = ['tcp 2377', 'tcp 7946', 'udp 7946'];

  it('are those of Swarm', () => {
    expect(names(portsOf(fleet, anInventory()))).toEqual([...usual, 'udp 4789']);
  });

  it('have the data path port of the spec, until a swarm has its own', () => {
    const spec = fleet.swarmOf({ dataPathPort: 5789 });
    expect(names(portsOf(spec, anInventory()))).toContain('udp 5789');
    const swarm = anInventory().member('a').swarmOf({ dataPathPort: 6789 });
    expect(names(portsOf(spec, swarm))).toEqual([...usual, 'udp 6789']);
  });

  it('have ESP where the spec or the swarm has an encrypted network', () => {
    const encrypted = { encrypted: true };
    expect(names(portsOf(fleet.network('vault', encrypted), anInventory()))).toContain('esp 0');
    const swarm = anInventory().member('a').network('vault', encrypted);
    expect(names(portsOf(fleet, swarm))).toContain('esp 0');
  });
});
