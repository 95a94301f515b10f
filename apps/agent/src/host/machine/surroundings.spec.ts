import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostFiles } from '../host-files.js';
import { HostRoot } from '../testing/host-root.js';
import { certificateOf } from './certificate.js';
import { containerOf, firewallOf, resolversOf } from './surroundings.js';

let root: HostRoot;
let files: HostFiles;
beforeEach(async () => {
  root = await HostRoot.make();
  files = new HostFiles(root.path);
});
afterEach(() => root.remove());

describe('resolvers', () => {
  it('are those of resolv.conf', async () => {
    await root.write({
      'etc/resolv.conf':
        'search lan\n# nameserver 192.0.2.9\nnameserver 10.0.0.2\nnameserver fe80::1%eth0\nnameserver\n',
    });
    expect(resolversOf(files)).toEqual(['10.0.0.2', 'fe80::1']);
  });

  it("are those behind systemd's stub, where they can be read", async () => {
    await root.write({ 'etc/resolv.conf': 'nameserver 127.0.0.53\noptions edns0\n' });
    expect(resolversOf(files)).toEqual(['127.0.0.53']);
    await root.write({ 'run/systemd/resolve/resolv.conf': 'nameserver 10.0.0.2\n' });
    expect(resolversOf(files)).toEqual(['10.0.0.2']);
  });
});

describe('what a host is inside of', () => {
  it.each([
    ['', {}],
    ['wsl', { 'proc/sys/kernel/osrelease': '5.15.90.1-microsoft-standard-WSL2\n' }],
    ['lxc', { 'run/systemd/container': 'lxc\n' }],
    ['lxc', { 'proc/1/environ': 'PATH=/bin\0container=lxc\0TERM=linux\0' }],
    // The agent's own container says nothing of the host.
    ['', { '.dockerenv': '', 'proc/1/environ': 'container=oci\0' }],
  ])('is "%s"', async (expected, written: Record<string, string>) => {
    await root.write(written);
    expect(containerOf(files)).toBe(expected);
  });
});

describe('the firewall', () => {
  it('is what its files say', async () => {
    await root.write({
      'etc/ufw/ufw.conf': '# comment\nENABLED=yes\nLOGLEVEL=low\n',
      'proc/net/ip_tables_names': 'nat\nfilter\n',
      'sys/fs/cgroup/system.slice/firewalld.service/cgroup.procs': '1\n',
      'usr/sbin/xtables-nft-multi': '',
    });
    await root.link('usr/sbin/iptables-nft', 'xtables-nft-multi');
    await root.link('usr/sbin/iptables', 'iptables-nft');
    expect(firewallOf(files)).toEqual({
      ...{ iptables: 'nft', legacyTables: ['nat', 'filter'], ufw: 'yes', firewalld: 'yes' },
    });
  });

  it('is inactive where its files say so', async () => {
    await root.write({
      'etc/ufw/ufw.conf': 'ENABLED=no\n',
      'sys/fs/cgroup/system.slice/ssh.service/cgroup.procs': '1\n',
      'sbin/xtables-legacy-multi': '',
    });
    await root.link('sbin/iptables', 'xtables-legacy-multi');
    expect(firewallOf(files)).toEqual({
      ...{ iptables: 'legacy', legacyTables: [], ufw: 'no', firewalld: 'no' },
    });
  });

  it('is unknown to an agent in a container', async () => {
    await root.write({ '.dockerenv': '', 'usr/sbin/iptables': '' });
    expect(firewallOf(files)).toEqual({
      ...{ iptables: 'unknown', legacyTables: [], ufw: 'unknown', firewalld: 'unknown' },
    });
  });
});

describe('the certificate of a node', () => {
  const path = 'data/swarm/certificates/swarm-node.crt';

  it('is told with its dates, to the node that it is of', async () => {
    await root.write({ [path]: certificate });
    expect(certificateOf(files, '/data', 'node1')).toEqual(validity);
    expect(certificateOf(files, '/data', 'node2')).toBeUndefined();
  });

  it('is unknown where it cannot be read', async () => {
    expect(certificateOf(files, '/data', 'node1')).toBeUndefined();
    await root.write({ [path]: 'no certificate' });
    expect(certificateOf(files, '/data', 'node1')).toBeUndefined();
  });
});

/** O=cluster1, OU=swarm-worker, CN=node1. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIByTCCAW+gAwIBAgIUMx/StUih8JViGu52ts1uroetp4YwCgYIKoZIzj0EAwIw
OjERMA8GA1UECgwIY2x1c3RlcjExFTATBgNVBAsMDHN3YXJtLXdvcmtlcjEOMAwG
A1UEAwwFbm9kZTEwHhcNMjYxMTIzMDgyNjA3WhcNMjcwMjIxMDgyNjA3WjA6MREw
DwYDVQQKDAhjbHVzdGVyMTEVMBMGA1UECwwMc3dhcm0td29ya2VyMQ4wDAYDVQQD
DAVub2RlMTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPrPRMu/jWkYYHiThX09
PMbAjpmQHZ0s6un3fiKGoJvaSuGndDmxaVCHMn3pPvQFkVPMcwb/gYj3wrAIWy0I
1t+jUzBRMB0GA1UdDgQWBBTRavVAPOXsazryRF1DJoiIZpsVxzAfBgNVHSMEGDAW
gBTRavVAPOXsazryRF1DJoiIZpsVxzAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
BAMCA0gAMEUCIQCNjDfOx0nsyLwuRypFJ6vhmR1W9kdasrDQNMPZYtgSMAIgIZqt
yP8uyrSJwMsvAs2/mAagT/DuEx8GulOVQ7mFfzM=
-----END CERTIFICATE-----
`;
const validity = { notBefore: '2026-11-23T08:26:07.000Z', notAfter: '2027-02-21T08:26:07.000Z' };
