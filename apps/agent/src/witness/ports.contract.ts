import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortHolder } from '@muster/probe';
import { handshakeOf, type Member, meshOf, pathOf, type Told } from './testing/mesh.js';
import { serving, type TestHost, TestNetwork } from './testing/network.js';

// Who has the ports, and that nobody who has them, or wants them, is disturbed.

let network: TestNetwork;
let members: readonly [Member, Member];
let a: TestHost;
let b: TestHost;
beforeEach(async () => {
  network = await TestNetwork.make();
  [a, b] = network.hosts;
  members = [
    { host: a, agent: await a.agent() },
    { host: b, agent: await b.agent() },
  ];
});
afterEach(() => network.remove());

const holderOf = (told: Told, protocol: string, port: number): PortHolder | undefined =>
  told.opened.holders.find((it) => it.protocol === protocol && it.port === port)?.holder;

/** Takes a UDP port and says what it hears. */
const hearing = (port: number, processName: string) =>
  `process.title = '${processName}';
   const socket = require('dgram').createSocket('udp4');
   socket.on('message', () => console.log('heard'));
   socket.bind(${port}, () => console.log('ready'));`;

describe('who has a port', () => {
  it('another process, by name and pid', async () => {
    const tcp = await b.background(serving(2377, 'SSH-2.0-x', 'sshd'));
    const udp = await b.background(hearing(4789, 'flanneld'));
    const [toldA, toldB] = await meshOf(members);
    expect(holderOf(toldB!, 'tcp', 2377)).toEqual({
      ...{ kind: 'other', process: 'sshd', pid: tcp.pid },
    });
    expect(holderOf(toldB!, 'udp', 4789)).toEqual({
      ...{ kind: 'other', process: 'flanneld', pid: udp.pid },
    });
    expect(holderOf(toldB!, 'tcp', 7946)).toEqual({ kind: 'agent' });
    expect(holderOf(toldB!, 'udp', 7946)).toEqual({ kind: 'free' });
    expect(handshakeOf(toldA!, 2377, b)).toMatchObject({
      peer: { kind: 'unnamed', detail: 'speaks no TLS, said "SSH-2.0-x"' },
    });
  });

  it('the Engine, and the kernel for it', async () => {
    await b.background(serving(7946, '', 'dockerd'));
    await b.sh(
      'ip link add vx type vxlan id 42 dstport 4789 local 10.88.0.2 nolearning; ip link set vx up',
    );
    const [toldA, toldB] = await meshOf(members);
    expect(holderOf(toldB!, 'tcp', 7946)).toEqual({ kind: 'engine' });
    expect(holderOf(toldB!, 'udp', 4789)).toEqual({ kind: 'engine' });
    expect(handshakeOf(toldA!, 7946, b)).toMatchObject({
      peer: { kind: 'unnamed', detail: 'closed without a word' },
    });
  });
});

describe('nobody is disturbed', () => {
  it('probes never get to the process that has the port', async () => {
    const listener = await b.background(hearing(7946, 'dockerd'));
    const heard: string[] = [];
    listener.stdout?.on('data', (text: Buffer) => heard.push(text.toString()));
    const [toldA, toldB] = await meshOf(members, { sizes: [1_400, 1_600] });
    const udp = { protocol: 'udp', port: 7946 } as const;
    expect(pathOf([toldA!, toldB!], udp, [a, b]).passed).toBe(5);
    // What is no probe does get there: so it would have been heard.
    await a.sh('echo hello | socat - UDP:10.88.0.2:7946');
    await expect.poll(() => heard.join(''), { timeout: 20_000 }).toBe('heard\n');
  });

  it('an Engine that starts in the middle finds its ports free, and gets its packets', async () => {
    const [toldA, toldB] = await meshOf(members, {
      onOpen: async () => {
        await b.background(serving(7946, 'I am the Engine'));
      },
    });
    expect(holderOf(toldB!, 'tcp', 7946)).toEqual({ kind: 'agent' });
    expect(handshakeOf(toldA!, 7946, b)).toMatchObject({
      peer: { kind: 'unnamed', detail: 'said "I am the Engine"' },
    });
    expect(handshakeOf(toldA!, 2377, b)).toMatchObject({ peer: { kind: 'agent', index: 2 } });
  });

  it('a firewall sees the real ports, inward and outward', async () => {
    await b.sh(
      `iptables -A INPUT -p tcp --dport 7946 -j ACCEPT
       iptables -A INPUT -p tcp -j DROP
       iptables -A OUTPUT -p tcp --sport 7946 -m conntrack --ctstate ESTABLISHED -j ACCEPT
       iptables -A OUTPUT -p tcp -j DROP`,
    );
    const [toldA] = await meshOf(members);
    expect(handshakeOf(toldA!, 7946, b)).toMatchObject({ peer: { kind: 'agent', index: 2 } });
    expect(handshakeOf(toldA!, 2377, b)).toEqual({ kind: 'silent' });
  });
});
