import { X509Certificate } from 'node:crypto';
import type { NodeCertificate } from '@muster/inventory';
import type { HostFiles } from '../host-files.js';

/**
 * The certificate that the Engine with this data root has in its swarm. Undefined when it cannot be read or is another
 * node's, as where the agent sees another file system than the Engine.
 */
export function certificateOf(
  files: HostFiles,
  dataRoot: string,
  nodeId: string,
): NodeCertificate | undefined {
  const pem = files.text(`${dataRoot}/swarm/certificates/swarm-node.crt`);
  if (pem === undefined) return undefined;
  try {
    const { subject, validFrom, validTo } = new X509Certificate(pem);
    if (!subject.split('\n').includes(`CN=${nodeId}`)) return undefined;
    const [notBefore, notAfter] = [new Date(validFrom), new Date(validTo)];
    return { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  } catch {
    return undefined;
  }
}
