import type { Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { TcpOutcome, TcpPeer } from '@muster/probe';
import { type Dial, expired, reach, sayMs, shakeHands } from './tcp.js';

/** Where managers take each other's and the workers' calls: gRPC over TLS. Not configurable in practice. */
export const swarmPort = 2377;

/** No roots: nothing is verified, and loading the system's takes longer than all handshakes together. */
let context: SecureContext | undefined;

/**
 * Shakes hands over TLS and reads the certificate, which says whose node it is. Whoever speaks no TLS is asked again as
 * on any other port.
 */
export async function shakeHandsWithManager(dial: Dial): Promise<TcpOutcome> {
  context ??= createSecureContext({ ca: [] });
  const socket = connect({
    host: dial.address,
    port: dial.port,
    secureContext: context,
    // Who it is, is what is asked. Nothing is said to it that it should keep secret.
    rejectUnauthorized: false,
    ALPNProtocols: ['h2'],
  });
  const reached = await reach(socket, dial.open);
  if (typeof reached !== 'number') return reached;
  const peer = (await certified(socket)) ?? (await plain(dial));
  return { kind: 'connected', rttMs: reached, peer };
}

async function plain(dial: Dial): Promise<TcpPeer> {
  const outcome = await shakeHands(dial);
  if (outcome.kind !== 'connected') return { kind: 'unnamed', detail: 'speaks no TLS' };
  const { peer } = outcome;
  return peer.kind === 'unnamed'
    ? { kind: 'unnamed', detail: `speaks no TLS, ${peer.detail}` }
    : peer;
}

/** Undefined when there is no TLS. */
async function certified(socket: TLSSocket): Promise<TcpPeer | undefined> {
  const isSecure = await new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => {
      resolve(true);
    });
    socket.once('close', () => {
      resolve(false);
    });
    void expired(sayMs, socket).then(() => {
      resolve(false);
    });
  });
  if (!isSecure) {
    socket.destroy();
    return undefined;
  }
  const { subject } = socket.getPeerCertificate();
  if (socket.alpnProtocol === 'h2') await partFrom(socket);
  else socket.destroy();
  return peerOf(subject);
}

type Subject = Partial<Record<'O' | 'OU' | 'CN', string | string[]>> | undefined;

/** A peer that shows no certificate has no subject. */
function peerOf(subject: Subject): TcpPeer {
  const { O: clusterId, OU: role, CN: nodeId } = subject ?? {};
  if (typeof clusterId === 'string' && typeof role === 'string' && typeof nodeId === 'string') {
    if (role.startsWith('swarm-')) return { kind: 'swarm', clusterId, role, nodeId };
  }
  return { kind: 'unnamed', detail: `TLS with a certificate for "${String(nodeId ?? '')}"` };
}

/** The beginning of an HTTP/2 connection, an empty SETTINGS frame with it (RFC 9113, 3.4 and 6.5). */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);

/** Acknowledges the peer's SETTINGS, then GOAWAY without error (RFC 9113, 6.8). */
const goodbye = Buffer.from([
  ...[0, 0, 0, 4, 1, 0, 0, 0, 0],
  ...[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
]);

/**
 * Takes leave in HTTP/2. An Engine logs a warning for a connection that ends before the handshake or the preface (seen with
 * 20.10: "Server.Serve failed to create ServerTransport"); one that ends like this it does not mention.
 */
async function partFrom(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.once('close', resolve);
    socket.once('data', () => socket.end(goodbye));
    void expired(sayMs, socket).then(resolve);
    socket.write(preface);
  });
  socket.destroy();
}
