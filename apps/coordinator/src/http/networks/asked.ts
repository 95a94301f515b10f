import { createNetworkSchema, updateNetworkSchema } from '@muster/api';
import { overlayOptions, type NetworkFact } from '@muster/inventory';
import { type NetworkSpec, parseNetworkSpec } from '@muster/spec';
import * as z from 'zod';
import { checkAccept } from '../checks/asked.js';
import { ProblemError } from '../problem.js';
import { acceptOf, flagOf } from '../queries.js';
import { validated } from '../validation.js';

/** What can stand behind the path of a change of a network. */
export type ChangeQuery = {
  readonly accept?: string | string[];
  readonly replace?: string;
  readonly force?: string;
  readonly waitReady?: string;
  readonly verify?: string;
};

/** @throws ProblemError request-invalid with every finding at once. */
export function networkIn(body: unknown): NetworkSpec {
  const parsed = parseNetworkSpec(validated(createNetworkSchema, body, 'body'));
  if (parsed.ok) return parsed.network;
  const detail = parsed.findings.map(({ message }) => message).join('; ');
  throw new ProblemError(422, 'request-invalid', detail, [], parsed.findings);
}

/** Ids of findings to go on over: those that are named, and those that `replace` and `force` stand for. */
export function acceptedIn({ accept, replace, force }: ChangeQuery): readonly string[] {
  const named = acceptOf(accept);
  checkAccept(named);
  return [
    ...named,
    ...(flagOf('replace', replace, false) ? ['network-differs', 'network-labels-differ'] : []),
    ...(flagOf('force', force, false) ? ['network-has-containers'] : []),
  ];
}

const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters');

/** @throws ProblemError request-invalid */
export const keyIn = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : validated(keySchema, header, 'header Idempotency-Key');

/** The network as it is, with other labels. @throws ProblemError request-invalid */
export function relabelled(network: NetworkFact, body: unknown): NetworkSpec {
  const { labels } = validated(updateNetworkSchema, body, 'body');
  const merged = Object.entries({ ...network.labels, ...labels });
  const own: ReadonlySet<string> = new Set(Object.values(overlayOptions));
  const mtu = Number(network.options[overlayOptions.mtu]);
  return {
    name: network.name,
    attachable: network.attachable,
    internal: network.internal,
    encrypted: network.encrypted,
    ingress: network.ingress,
    subnets: network.subnets.map(({ gateway, ...rest }) => ({
      ...{ ...rest, auxAddresses: {} },
      ...(gateway !== '' && { gateway }),
    })),
    ipv6: network.subnets.some(({ subnet }) => subnet.includes(':')),
    vnis: network.vnis,
    ...(Number.isSafeInteger(mtu) && mtu > 0 && { mtu }),
    options: Object.fromEntries(Object.entries(network.options).filter(([key]) => !own.has(key))),
    labels: Object.fromEntries(merged.filter(([, value]) => value !== '')),
  };
}
