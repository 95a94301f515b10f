import type { Message } from './simulated-agent.ts';

// What the hosts of a large fleet tell of their networks. Hosts differ in digits of fixed width only, so that the facts of
// thousands are made by writing digits into copies of one message.

export type Size = { readonly networks: number; readonly endpoints: number };

/** No length of anything and no other text in the message looks like it. */
const placeholder = 'QZXJV';
const width = placeholder.length;
/** Of the containers' ids, beside the host's digits and the container's own. */
const hex = 'c'.repeat(64 - 2 * width);

export class SimulatedInventory {
  readonly #template: Buffer;
  readonly #places: readonly number[];

  /** @param serialize makes bytes of a message. @param size per host. */
  constructor(serialize: (message: Message) => Buffer, size: Size) {
    this.#template = serialize({ facts: factsOf(size) });
    this.#places = placesOf(this.#template);
  }

  /** Bytes of the message. */
  get bytes(): number {
    return this.#template.length;
  }

  /** The message in which the nth host tells everything. */
  facts(nth: number): Buffer {
    const message = Buffer.from(this.#template);
    const digits = String(nth).padStart(width, '0');
    for (const place of this.#places) message.write(digits, place, 'latin1');
    return message;
  }
}

function placesOf(message: Buffer): readonly number[] {
  const places: number[] = [];
  for (let at = message.indexOf(placeholder); at >= 0; at = message.indexOf(placeholder, at + 1))
    places.push(at);
  return places;
}

function factsOf({ networks, endpoints }: Size): Message {
  const host = `host-${placeholder}`;
  const eth0 = { name: 'eth0', addresses: ['192.0.2.1/24'], mtu: 1500, link: 'LINK_STATE_UP' };
  const perNetwork = endpoints / networks;
  return {
    ...{ observedAt: '2026-01-01T00:00:00.000Z', revision: 1, follows: true },
    machine: { hostname: host, machineId: host, bootId: host, kernel: '6.1.0', interfaces: [eth0] },
    known: {
      engine: { id: host, version: '28.5.2', apiVersion: '1.51', hostname: host },
      membership: { none: {} },
      networks: Array.from({ length: networks }, (_, nth) => network(nth, perNetwork)),
    },
  };
}

const network = (nth: number, endpoints: number): Message => ({
  ...{ id: `network-${String(nth).padStart(56, '0')}`, name: `net-${String(nth)}` },
  ...{ driver: nth % 2 === 0 ? 'overlay' : 'bridge', scope: 'local', createdAt: '2026-01-01' },
  subnets: [{ subnet: `10.${String(nth)}.0.0/16`, gateway: `10.${String(nth)}.0.1` }],
  options: { 'com.docker.network.driver.mtu': '1450' },
  labels: { team: `team-${String(nth % 7)}` },
  attachments: Array.from({ length: endpoints }, (_, at) => attachment(nth, at)),
});

function attachment(network: number, at: number): Message {
  const own = String(network * 1_000 + at).padStart(width, '0');
  return {
    containerId: `${placeholder}${own}${hex}`,
    name: `app-${placeholder}-${own}`,
    ipv4Address: `10.${String(network)}.${String(at >> 8)}.${String(at & 255)}/16`,
    macAddress: '02:42:0a:00:00:01',
    image: `registry.example/app-${String(network % 11)}:1.0`,
    task: { taskId: `task-${placeholder}-${own}`, serviceId: `s${String(at)}`, service: 'web' },
  };
}
