import type { Opened, PortHolder, ProbePort } from '@muster/probe';
import { HostFiles } from '../../host/host-files.js';
import { gossipPortNumber } from '../../host/index.js';
import { isConnection, listenersOn, type ProcSocket, socketsOn } from '../../host/proc-net.js';
import { tcpTable } from '../../host/tcp-table.js';
import { ownersOf } from './processes.js';

type Held = ProbePort & { readonly sockets: readonly ProcSocket[] | undefined };

/** The Engine's process. */
const engine = 'dockerd';

/** Who has bound the ports that Swarm needs, as /proc tells. */
export class PortHolders {
  /** By inode. Whose a socket is does not change, and finding out is dear. */
  #known = new Map<string, PortHolder>();

  /** @param proc where /proc is. */
  constructor(private readonly proc = '/proc') {}

  /** One for each port; ESP has none. */
  of(ports: readonly ProbePort[]): Opened['holders'] {
    const held = [...this.#held('tcp', ports), ...this.#held('udp', ports)];
    this.#learn(held);
    return held.map(({ protocol, port, sockets }) => ({
      protocol,
      port,
      holder: this.#holderOf(sockets),
    }));
  }

  #held(protocol: 'tcp' | 'udp', ports: readonly ProbePort[]): readonly Held[] {
    const wanted = ports.filter((it) => it.protocol === protocol);
    if (wanted.length === 0) return [];
    const find = protocol === 'tcp' ? listenersOn : socketsOn;
    // The Engine's sockets are of IPv6, for both versions. Reading a table of TCP costs milliseconds, so the second is read
    // only for what the first does not have. That of IPv6 is missing where the kernel has no IPv6.
    const ipv6 = this.#table(`${protocol}6`) ?? '';
    const first = wanted.map((it): Held => ({ ...it, sockets: find(ipv6, it.port) }));
    if (first.every(({ sockets }) => sockets?.length !== 0)) return first;
    const ipv4 = this.#table(protocol);
    return first.map((it) =>
      it.sockets?.length === 0
        ? { ...it, sockets: ipv4 === undefined ? undefined : find(ipv4, it.port) }
        : it,
    );
  }

  #table(name: 'tcp' | 'tcp6' | 'udp' | 'udp6'): string | undefined {
    const files = new HostFiles(this.proc);
    return name === 'tcp' || name === 'tcp6'
      ? tcpTable(files, 'net', name, isConnection)
      : files.text(`net/${name}`);
  }

  #learn(held: readonly Held[]): void {
    const inodes = held.flatMap(({ sockets = [] }) => sockets.map(({ inode }) => inode));
    const unknown = new Set(inodes.filter((inode) => !this.#known.has(inode)));
    // Only what is there now is remembered.
    const known = [...this.#known].filter(([inode]) => inodes.includes(inode));
    this.#known = new Map(known);
    if (unknown.size === 0) return;
    const { owners, isPartial } = ownersOf(unknown, engine, this.proc);
    for (const { protocol, port, sockets = [] } of held) {
      for (const { inode } of sockets.filter((socket) => unknown.has(socket.inode))) {
        const owner = owners.get(inode);
        const isKernel = owner === undefined && !isPartial && isVxlan(protocol, port);
        if (owner !== undefined) this.#known.set(inode, asHolder(owner));
        else if (isKernel) this.#known.set(inode, { kind: 'engine' });
      }
    }
  }

  #holderOf(sockets: readonly ProcSocket[] | undefined): PortHolder {
    if (sockets === undefined) return { kind: 'unknown', reason: '/proc/net cannot be read' };
    if (sockets.length === 0) return { kind: 'free' };
    const holders = sockets.flatMap(({ inode }) => this.#known.get(inode) ?? []);
    // Two can share a UDP port: then the other one is what matters.
    return (
      holders.find(({ kind }) => kind === 'other') ??
      holders[0] ?? { kind: 'unknown', reason: 'it could not be seen which process has bound it' }
    );
  }
}

const asHolder = ({ process, pid }: { process: string; pid: number }): PortHolder =>
  process === engine ? { kind: 'engine' } : { kind: 'other', process, pid };

/** The kernel's own sockets belong to no process: on the data path port that is VXLAN, which the Engine makes. */
const isVxlan = (protocol: string, port: number): boolean =>
  protocol === 'udp' && port !== gossipPortNumber;
