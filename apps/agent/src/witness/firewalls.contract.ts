import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Point, ProbePort } from '@muster/probe';
import {
  aNonce,
  handshakeOf,
  type Member,
  meshOf,
  pathOf,
  swarmPorts,
  type Told,
} from './testing/mesh.js';
import { type TestHost, TestNetwork } from './testing/network.js';

// What the witness sees of the firewalls that people have. Everywhere, one host is closed to the other and not the other
// way around.

let network: TestNetwork;
let members: readonly [Member, Member];
let a: TestHost;
let b: TestHost;
beforeEach(async () => {
  network = await TestNetwork.make(3);
  [a, b] = network.hosts;
  members = [
    { host: a, agent: await a.agent() },
    { host: b, agent: await b.agent() },
  ];
});
afterEach(() => network.remove());

const gossip = { protocol: 'udp', port: 7946 } as const;
const vxlan = { protocol: 'udp', port: 4789 } as const;
const esp = { protocol: 'esp', port: 0 } as const;
const udpPorts: readonly ProbePort[] = swarmPorts.filter(({ protocol }) => protocol !== 'tcp');
const everywhere = { sent: 5, left: 5, arrived: 5, passed: 5 };

/** Which packets of every UDP and ESP port got how far, from a to b and from b to a. */
function paths([toldA, toldB]: readonly Told[]) {
  const both = (from: Told, to: Told, hosts: readonly [TestHost, TestHost]) =>
    new Map<string, Record<Point, number>>(
      swarmPorts.map((port) => [`${port.protocol} ${port.port}`, pathOf([from, to], port, hosts)]),
    );
  return { there: both(toldA!, toldB!, [a, b]), back: both(toldB!, toldA!, [b, a]) };
}
const keyOf = ({ protocol, port }: ProbePort): string => `${protocol} ${port}`;

describe('a destination that drops', () => {
  it.each([
    ['by iptables', 'iptables -A INPUT -s 10.88.0.1 -p udp --dport 7946 -j DROP'],
    [
      'by nft',
      `nft 'table inet fw { chain in { type filter hook input priority 0;
         ip saddr 10.88.0.1 udp dport 7946 drop; }; }'`,
    ],
    [
      'by nft before iptables',
      `nft 'table inet fw { chain in { type filter hook prerouting priority -300;
         ip saddr 10.88.0.1 udp dport 7946 drop; }; }'`,
    ],
  ])('UDP from one source, %s: arrived, not passed', async (_, fault) => {
    await b.sh(fault);
    const { there, back } = paths(await meshOf(members));
    expect(there.get('udp 7946')).toEqual({ ...everywhere, passed: 0 });
    expect(there.get('udp 4789')).toEqual(everywhere);
    expect(back.get('udp 7946')).toEqual(everywhere);
  });

  it('TCP: SYNs arrived, did not pass, and nobody answered', async () => {
    await b.sh('iptables -A INPUT -p tcp --dport 7946 -j DROP');
    const told = await meshOf(members);
    expect(handshakeOf(told[0]!, 7946, b)).toEqual({ kind: 'silent' });
    expect(paths(told).there.get('tcp 7946')).toEqual({ sent: 2, left: 2, arrived: 2, passed: 0 });
    expect(handshakeOf(told[0]!, 2377, b)).toMatchObject({ kind: 'connected' });
    expect(handshakeOf(told[1]!, 7946, a)).toMatchObject({ kind: 'connected' });
  });
});

describe('a destination that only lets replies in', () => {
  it('is closed for UDP, TCP and ESP, although its own probes pass', async () => {
    await b.sh(
      `iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
       iptables -A INPUT -j DROP`,
    );
    // Twice, so that the flows of the first check are known to the firewall in the second.
    await meshOf(members);
    const told = await meshOf(members);
    const { there, back } = paths(told);
    for (const port of udpPorts) {
      expect(there.get(keyOf(port)), keyOf(port)).toEqual({ ...everywhere, passed: 0 });
      expect(back.get(keyOf(port)), keyOf(port)).toEqual(everywhere);
    }
    expect(there.get('tcp 7946')).toMatchObject({ arrived: 2, passed: 0 });
    expect(handshakeOf(told[1]!, 7946, a)).toMatchObject({ kind: 'connected' });
  });
});

describe('a destination that refuses', () => {
  it('UDP by ICMP: who said so, and how', async () => {
    await b.sh(
      'iptables -A INPUT -p udp --dport 4789 -j REJECT --reject-with icmp-admin-prohibited',
    );
    const [toldA, toldB] = await meshOf(members);
    expect(pathOf([toldA!, toldB!], vxlan, [a, b])).toMatchObject({ passed: 0 });
    const { address } = b;
    expect(toldA!.collected?.refusals).toEqual([
      { from: address, how: 'icmp-admin-prohibited', address, ...vxlan },
    ]);
  });

  it('TCP by RST: SYNs did not pass, unlike those to a closed port', async () => {
    await b.sh('iptables -A INPUT -p tcp --dport 7946 -j REJECT --reject-with tcp-reset');
    const told = await meshOf(members);
    expect(handshakeOf(told[0]!, 7946, b)).toEqual({ kind: 'refused' });
    expect(paths(told).there.get('tcp 7946')).toMatchObject({ arrived: 1, passed: 0 });
    const { address } = b;
    expect(told[0]!.collected?.refusals).toEqual([
      { from: address, how: 'tcp-reset', address, protocol: 'tcp', port: 7946 },
    ]);
  });

  it('TCP and ESP by ICMP, over IPv6 too', async () => {
    await b.sh(
      `ip6tables -A INPUT -p tcp --dport 7946 -j REJECT --reject-with icmp6-adm-prohibited
       ip6tables -A INPUT -p esp -j REJECT --reject-with icmp6-port-unreachable`,
    );
    const told = await meshOf(members, { family: 6 });
    expect(handshakeOf(told[0]!, 7946, b)).toEqual({ kind: 'unreachable', errno: 'EACCES' });
    expect(paths(told).there.get('esp 0')).toMatchObject({ passed: 0 });
    const { address6: address } = b;
    const refusals = told[0]!.collected?.refusals;
    expect(refusals).toContainEqual({
      ...{ from: address, how: 'icmp-admin-prohibited', address },
      ...{ protocol: 'tcp', port: 7946 },
    });
    expect(refusals).toContainEqual({
      ...{ from: address, how: 'icmp-port-unreachable', address, ...esp },
    });
  });
});

describe('a source whose own rules stop its probes', () => {
  it('UDP: sent, not left, and the kernel says EPERM', async () => {
    await a.sh('iptables -A OUTPUT -p udp --dport 7946 -j DROP');
    const [toldA, toldB] = await meshOf(members);
    expect(pathOf([toldA!, toldB!], gossip, [a, b])).toEqual({
      ...{ sent: 5, left: 0, arrived: 0, passed: 0 },
    });
    expect(pathOf([toldA!, toldB!], vxlan, [a, b])).toEqual(everywhere);
    expect(pathOf([toldB!, toldA!], gossip, [b, a])).toEqual(everywhere);
    expect(toldA!.sent.probes).toContainEqual({
      ...{ ...gossip, peer: b.index, packets: 0, errno: 'EPERM' },
    });
  });

  it('TCP and ESP', async () => {
    await a.sh('iptables -A OUTPUT -p tcp --dport 7946 -j DROP; iptables -A OUTPUT -p esp -j DROP');
    const told = await meshOf(members);
    expect(paths(told).there.get('tcp 7946')).toEqual({ sent: 2, left: 0, arrived: 0, passed: 0 });
    expect(paths(told).there.get('esp 0')).toEqual({ sent: 5, left: 0, arrived: 0, passed: 0 });
    expect(handshakeOf(told[0]!, 7946, b)).toEqual({ kind: 'silent' });
  });
});

describe('a network that drops', () => {
  it('left, not arrived, in that direction', async () => {
    await network.fabricRun(
      ...['nft', 'table bridge f { chain c { type filter hook forward priority 0;'],
      ...['iifname "port-1" ip protocol udp udp dport 4789 drop; }; }'],
    );
    const { there, back } = paths(await meshOf(members));
    expect(there.get('udp 4789')).toEqual({ sent: 5, left: 5, arrived: 0, passed: 0 });
    expect(there.get('udp 7946')).toEqual(everywhere);
    expect(back.get('udp 4789')).toEqual(everywhere);
  });

  it('packets that are too big, without a word', async () => {
    await network.fabricRun('ip', 'link', 'set', 'port-2', 'mtu', '1400');
    const sizes = [1_300, 1_400, 1_401, 1_500, 1_600];
    const [toldA, toldB] = await meshOf(members, { sizes });
    expect(toldB!.collected?.sizes).toEqual([{ peer: a.index, size: 1_400, packets: 3 }]);
    // More than its own link takes, a host sends in fragments only.
    expect(toldA!.sent.sizes).toEqual([{ peer: b.index, size: 1_500, packets: 3 }]);
    expect(toldA!.collected?.refusals).toEqual([]);
    // The probes themselves are small.
    expect(pathOf([toldA!, toldB!], vxlan, [a, b])).toEqual(everywhere);
  });

  it.each([4, 6] as const)('packets that are too big, and says so, over IPv%i', async (family) => {
    // A router in between, which takes no more than 1,400 bytes.
    const [, , router] = network.hosts;
    const [gateway, far] =
      family === 4 ? [router!.address, '192.0.2.9'] : [router!.address6, 'fd99::9'];
    await router!.sh(
      `ip link add tunnel type veth peer name tunnel-end; ip link set tunnel-end up; ip link set tunnel mtu 1400 up
       sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
       ip route add 192.0.2.9 dev tunnel; ip -6 route add fd99::9 dev tunnel`,
    );
    await a.run('ip', 'route', 'add', far, 'via', gateway);
    const check = { checkId: 'c', nonce: aNonce() };
    const ports = [vxlan];
    const address = family === 4 ? a.address : a.address6;
    const { agent } = members[0];
    const order = {
      ...check,
      index: 1,
      address,
      dataAddress: address,
      ports,
      trace: [],
      arrivalsOnly: false,
    };
    await agent.open({ ...order, lifetimeMs: 60_000 });
    const target = { peer: 9, address: far, dataAddress: far, ports, sizes: [1_500] };
    await agent.send({ ...check, packets: 3, targets: [target] });
    const { refusals } = await agent.collect('c');
    const how = family === 4 ? 'icmp-frag-needed' : 'icmp-packet-too-big';
    expect(refusals).toEqual([{ from: gateway, how, address: far, ...vxlan }]);
    // From now on the kernel knows, and makes fragments.
    await agent.open({ ...order, lifetimeMs: 60_001 });
    const { sizes } = await agent.send({
      ...{ ...check, packets: 3 },
      targets: [{ ...target, sizes: [1_500, 1_400] }],
    });
    if (family === 4) expect(sizes).toEqual([{ peer: 9, size: 1_400, packets: 3 }]);
  });

  it('translates addresses: seen at the destination', async () => {
    await a.sh(
      `ip addr add 10.88.0.77/24 dev eth0
       iptables -t nat -A POSTROUTING -p udp -j SNAT --to-source 10.88.0.77`,
    );
    const [, toldB] = await meshOf(members);
    const arrived = toldB!.collected?.tallies.filter(({ point }) => point === 'arrived') ?? [];
    const from = (wanted: ProbePort) => arrived.find((it) => keyOf(it) === keyOf(wanted))?.from;
    expect(from(gossip)).toEqual(['10.88.0.77']);
    expect(from(esp)).toEqual(['10.88.0.1']);
  });
});
