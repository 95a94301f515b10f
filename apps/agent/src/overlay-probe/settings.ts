import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

/** What the agent of a manager tells every task, as one argument of JSON. */
export type ProbeSettings = {
  /** 16 hexadecimal digits: what does not carry them is nothing of this verification. */
  readonly nonce: string;
  /** Resolves to all tasks. */
  readonly name: string;
  /** Ids of the nodes that have a task; a host's index is its place, from 1. */
  readonly nodes: readonly string[];
  /** IPv4 blocks of the network. */
  readonly subnets: readonly string[];
  /** Name of a service with a virtual address; absent where it is not to be asked. */
  readonly vip?: string;
  /** Whether this is a task of that service, which only answers. */
  readonly answersOnly: boolean;
  /** How long after all tasks run a name may stay unknown. Milliseconds. */
  readonly namePatienceMs: number;
  /**
   * How long after all tasks run, and after it was found, an address may stay without answer; a virtual one that
   * was asked for twice that long already, a tenth of it. Milliseconds.
   */
  readonly answerPatienceMs: number;
  /** What each bulk transfer carries. Bytes. */
  readonly bulkBytes: number;
  /** The task ends by itself after this, whatever became of those who made it. Milliseconds. */
  readonly lifetimeMs: number;
};

/** Of the container's own network: nobody else is there. */
export const port = 7101;

export type Place = {
  readonly index: number;
  readonly addresses: readonly string[];
  /** Bytes. */
  readonly mtu: number;
};

/** Where this task is on the network. */
export function placeOf({ nodes, subnets }: ProbeSettings, nodeId: string): Place {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, address }) => family === 'IPv4' && subnets.some((it) => isIn(address, it)))
      .map(({ address }) => ({ name, address })),
  );
  const mtu = found.map(({ name }) =>
    Number(readFileSync(`/sys/class/net/${name}/mtu`, 'utf8')),
  )[0];
  return {
    index: nodes.indexOf(nodeId) + 1,
    addresses: found.map(({ address }) => address),
    mtu: mtu ?? 0,
  };
}

function isIn(address: string, block: string): boolean {
  const [network = '', length = ''] = block.split('/');
  const shift = 32 - Number(length);
  return shift === 32 || numberOf(address) >>> shift === numberOf(network) >>> shift;
}

const numberOf = (address: string): number =>
  address.split('.').reduce((value, part) => ((value << 8) | Number(part)) >>> 0, 0);
