import { describe, expect, it } from 'vitest';
import { hasUdpSocket, interfacesIn, isListening } from './proc-net.js';

// Lines as /proc/net shows them: 1F0A is 7946, 0A a listener, 01 an established connection, 07 an unconnected UDP socket.
const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n';
const line = (local: string, remote: string, state: string) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 4711 1\n`;

describe('a TCP table', () => {
  it('tells that something listens', () => {
    const table = heading + line('00000000:1F0A', '00000000:0000', '0A');
    expect(isListening(table, 7946)).toBe(true);
    expect(isListening(table, 2377)).toBe(false);
  });

  it('tells it for IPv6 too', () => {
    const any = '00000000000000000000000000000000';
    expect(isListening(heading + line(`${any}:1F0A`, `${any}:0000`, '0A'), 7946)).toBe(true);
  });

  it('does not take a connection from or to the port for a listener', () => {
    const table =
      heading +
      line('0100007F:1F0A', '0100007F:C001', '01') +
      line('0100007F:C001', '0100007F:1F0A', '01') +
      line('0100007F:1F0A', '0100007F:C002', '06');
    expect(isListening(table, 7946)).toBe(false);
  });

  it('does not take an address for a port', () => {
    expect(isListening(heading + line('00001F0A:0050', '00000000:0000', '0A'), 7946)).toBe(false);
  });
});

describe('a UDP table', () => {
  it('tells that a socket is bound, in whatever state', () => {
    expect(hasUdpSocket(heading + line('00000000:1F0A', '00000000:0000', '07'), 7946)).toBe(true);
  });

  it('does not count a socket that sends to the port', () => {
    expect(hasUdpSocket(heading + line('0100007F:C001', '0100007F:1F0A', '01'), 7946)).toBe(false);
  });
});

it('an empty table has no sockets', () => {
  expect(isListening('', 7946)).toBe(false);
  expect(hasUdpSocket(heading, 7946)).toBe(false);
});

describe('interfacesIn', () => {
  it('names every interface, and nothing of the heading', () => {
    const table = [
      'Inter-|   Receive                            |  Transmit',
      ' face |bytes    packets errs drop fifo frame|bytes    packets',
      '    lo: 1000 10 0 0 0 0 0 0 1000 10',
      'docker_gwbridge:       0       0    0    0',
      '',
    ].join('\n');
    expect(interfacesIn(table)).toEqual(['lo', 'docker_gwbridge']);
  });
});
