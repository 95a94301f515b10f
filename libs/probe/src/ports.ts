import type { CheckHost, PortHolder, ProbePort } from './model.js';

/** Towards managers: joining, Raft, orders to nodes. TLS. */
export const managementPort = 2377;
/** Gossip of nodes, TCP and UDP. */
export const gossipPort = 7946;

const management: ProbePort = { protocol: 'tcp', port: managementPort };
const gossip: readonly ProbePort[] = [
  { protocol: 'tcp', port: gossipPort },
  { protocol: 'udp', port: gossipPort },
];

/** What Swarm talks over, in the order in which people look for trouble. */
export const swarmPorts = (dataPathPort: number, encrypted: boolean): readonly ProbePort[] => [
  management,
  ...gossip,
  { protocol: 'udp', port: dataPathPort },
  ...(encrypted ? [{ protocol: 'esp', port: 0 } as const] : []),
];

export const isManagement = ({ protocol, port }: ProbePort): boolean =>
  protocol === 'tcp' && port === managementPort;

/** VXLAN and ESP go to the data path address, everything else to the advertise address. */
export const isDataPath = ({ protocol, port }: ProbePort): boolean =>
  protocol === 'esp' || (protocol === 'udp' && port !== gossipPort);

export const addressFor = (host: CheckHost, port: ProbePort): string =>
  isDataPath(port) ? host.dataAddress : host.address;

/** `UDP 4789`, `ESP (IP protocol 50)`. */
export const portName = ({ protocol, port }: ProbePort): string =>
  protocol === 'esp' ? 'ESP (IP protocol 50)' : `${protocol.toUpperCase()} ${port}`;

/** Names a port in maps. ESP has only one. */
export const portKey = ({ protocol, port }: ProbePort): string =>
  protocol === 'esp' ? 'esp' : `${protocol}/${port}`;

/** Whether something that belongs there accepts connections. */
export const isListening = ({ kind }: PortHolder): boolean => kind === 'engine' || kind === 'agent';
