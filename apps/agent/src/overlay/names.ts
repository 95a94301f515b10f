/** On everything that is made for a verification; its value is the verification's id. */
export const verificationLabel = 'dev.muster.verification';
/** On its services: until when their makers may still want them. Milliseconds since 1970. */
export const expiresLabel = 'dev.muster.expires';
/** On its services and containers: `probe` or `vip`. */
export const roleLabel = 'dev.muster.role';

/**
 * No registry is meant by it. An Engine that starts a task asks the registry of its image all the same, and starts from what
 * it has when that fails; here nobody listens, so it fails at once, and nothing leaves the host.
 */
export const repository = '127.0.0.1:1/muster/probe';

export const imageOf = (verificationId: string): string => `${repository}:${verificationId}`;

/** The common name of all its tasks, and of the first service. */
export const nameOf = (verificationId: string): string => `muster-verify-${verificationId}`;
export const vipNameOf = (verificationId: string): string => `${nameOf(verificationId)}-vip`;
