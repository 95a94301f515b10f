import { describe, expect, it } from 'vitest';
import { eventsIn } from './events.js';
import { stopsIn } from './stops.js';

// As nft 1.0.6 wrote it.
const packet = (id: string, chain: string, rest: string) =>
  `trace id ${id} ${chain} packet: iif "eth0" ether saddr ce:b1:f6:e9:45:43 ip saddr 10.0.0.1 ip daddr 10.0.0.2 ip dscp cs0 ip ttl 64 ip id 45329 ${rest} `;
const udp = (payload: string, dport = 7946) =>
  `ip protocol udp ip length 40 udp sport 57193 udp dport ${dport} udp length 20 @th,64,96 0x${payload}`;

const nonce = '0102030405060708';
const traced = {
  table: 'muster_x',
  nonce,
  index: 2,
  peers: [{ peer: 1, address: '10.0.0.1' }],
};
const stops = (...lines: readonly string[]) => stopsIn(lines.join('\n'), traced);

const drop = (id: string) =>
  `trace id ${id} ip filter ufw-user-input rule udp dport 7946  counter packets 0 bytes 0 drop # handle 10 (verdict drop)`;
const arrival = (id: string, payload = '10203040506070800010002') => [
  packet(id, 'inet muster_x pre', udp(payload)),
  `trace id ${id} inet muster_x pre unknown rule handle 2 (verdict continue)`,
  `trace id ${id} inet muster_x pre policy accept `,
];

describe('a trace', () => {
  it('tells the rule that ended a probe, and the chains that it came through', () => {
    const told = stops(
      ...arrival('d1b3f6a6'),
      packet('d1b3f6a6', 'ip filter INPUT', udp('10203040506070800010002')),
      'trace id d1b3f6a6 ip filter INPUT rule counter packets 0 bytes 0 jump ufw-before # handle 8 (verdict jump ufw-before)',
      'trace id d1b3f6a6 ip filter INPUT rule counter packets 0 bytes 0 jump ufw-user-input # handle 9 (verdict jump ufw-user-input)',
      drop('d1b3f6a6'),
    );
    expect(told).toEqual([
      {
        ...{ protocol: 'udp', port: 7946, side: 'destination', peer: 1 },
        ...{ family: 'ip', table: 'filter', chain: 'ufw-user-input', handle: 10 },
        text: 'udp dport 7946  counter packets 0 bytes 0 drop',
        through: ['INPUT', 'ufw-before', 'ufw-user-input'],
      },
    ]);
  });

  it('tells a policy, without a rule', () => {
    const [stop] = stops(...arrival('a'), 'trace id a inet fw inp policy drop ');
    expect(stop).toMatchObject({ family: 'inet', table: 'fw', chain: 'inp' });
    expect(stop).not.toHaveProperty('handle');
  });

  it("does not call it an end that the witness's own table drops what passed", () => {
    expect(
      stops(
        ...arrival('a'),
        'trace id a inet muster_x passing rule drop # handle 9 (verdict drop)',
      ),
    ).toEqual([]);
  });

  it('tells packets apart that are on their way at the same time, or have the same id', () => {
    const other = '10203040506070800030002';
    const told = stops(...arrival('a'), ...arrival('b', other), drop('b'), drop('a'));
    expect(told.map(({ peer }) => peer)).toEqual([3, 1]);
    const again = stops(...arrival('a'), ...arrival('a', other), drop('a'));
    expect(again.map(({ peer }) => peer)).toEqual([3]);
  });

  it('knows what this host sent itself', () => {
    const payload = '10203040506070800020005';
    expect(stops(packet('a', 'inet muster_x sending', udp(payload, 50)), drop('a'))).toMatchObject([
      { side: 'source', peer: 5, protocol: 'esp', port: 0 },
    ]);
  });

  it('knows ESP, and TCP by the address', () => {
    const esp = `ip protocol esp ip length 40 esp spi 2866937906 esp sequence 1316111 @th,64,96 0x10203040506070800010002`;
    expect(stops(packet('a', 'inet muster_x arriving', esp), drop('a'))).toMatchObject([
      { protocol: 'esp', port: 0, side: 'destination', peer: 1 },
    ]);
    const tcp = 'ip protocol tcp ip length 60 tcp sport 40000 tcp dport 2377 tcp flags == syn';
    expect(stops(packet('a', 'inet muster_x pre', tcp), drop('a'))).toMatchObject([
      { protocol: 'tcp', port: 2377, side: 'destination', peer: 1 },
    ]);
  });

  it('leaves out packets that are none of this check', () => {
    expect(stops(...arrival('a', 'ffff03040506070800010002'), drop('a'))).toEqual([]);
    expect(stops(drop('a'))).toEqual([]);
  });
});

it('lines that are no trace are left out', () => {
  expect(
    eventsIn(
      '\n# Warning: table ip filter is managed by iptables-nft\ntrace id a ip f c verdict continue',
    ),
  ).toEqual([]);
});
