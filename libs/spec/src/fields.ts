import {
  hostNamePattern,
  hostNameRule,
  isAddress,
  isNetworkAddress,
  parseCidr,
} from '@muster/kernel';
import * as z from 'zod';

// The leaves of the schema. Each message continues the sentence that begins with the path: "hosts[2].name must be …".

// What swarm itself accepts as the name of a network (swarmkit manager/controlapi/common.go, isValidDNSName).
const networkLabel = /^[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*$/;
const labelKey = /^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?$/;

export const fleetName = z
  .string()
  .regex(hostNamePattern, `must be ${hostNameRule}`)
  .describe('Name of the fleet');

export const hostName = z
  .string()
  .regex(hostNamePattern, `must be ${hostNameRule}`)
  .describe('Name of the host, the one that its agent was started with');

export const networkName = z
  .string()
  .max(63, 'must have at most 63 characters')
  .regex(networkLabel, 'must be letters, digits, "-" and "_", first and last no sign')
  .describe('Name of the network in the swarm');

export const labels = z
  .record(
    z.string().regex(labelKey, 'must be 1 to 128 letters, digits, ".", "_", "/" and "-"'),
    z.string(),
  )
  .default({});

export const hostAddress = z
  .string()
  .refine(isHostAddress, 'must be the address of a host, IPv4 or IPv6, for example 192.0.2.11');

export const listenAddress = z
  .string()
  .refine(isListenAddress, 'must be an address, with or without port, for example 0.0.0.0:2377');

export const subnet = z
  .string()
  .refine(isBlock, 'must be an address block, for example 10.204.0.0/24')
  .refine(isOnBoundary, { error: ({ input }) => offBoundary(input), when: ifBlock })
  .refine(hasRoom, {
    error: 'has no room for hosts: use /30 or larger (IPv6: /126)',
    when: ifBlock,
  })
  .refine(isUnicast, { error: 'is loopback, link-local, multicast or reserved', when: ifBlock });

/** Any block, also one that no overlay can have. */
export const block = z
  .string()
  .refine(isBlock, 'must be an address block, for example 10.204.0.0/24')
  .refine(isOnBoundary, { error: ({ input }) => offBoundary(input), when: ifBlock });

export const address = z
  .string()
  .refine(isAddress, 'must be an address without prefix, for example 10.204.0.1');

export const driverOptions = z
  .record(
    z.string().regex(/^[^\s=]{1,256}$/, 'must be 1 to 256 signs, no space, no "="'),
    z.string(),
  )
  .default({});

export const addressPool = z
  .string()
  .refine(isIpv4Block, 'must be an IPv4 address block, for example 10.200.0.0/14')
  .refine(isOnBoundary, { error: ({ input }) => offBoundary(input), when: ifBlock })
  .refine(isUnicast, { error: 'is loopback, link-local, multicast or reserved', when: ifBlock });

/** A number of the range, whole; the sentence is the same for everything else. */
export const whole = (min: number, max: number, what: string) =>
  z
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be from ${min} to ${max}`)
    .max(max, `must be from ${min} to ${max}`)
    .describe(what);

const unusable = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/127', 'ff00::/8']
  .concat('fe80::/10')
  .flatMap((text) => parseCidr(text) ?? []);

function isUnicast(text: string): boolean {
  const block = parseCidr(text);
  return (
    block !== undefined && !unusable.some((bad) => bad.family === block.family && meets(bad, block))
  );
}

type Range = { readonly first: bigint; readonly last: bigint };
const meets = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

function isHostAddress(text: string): boolean {
  return isAddress(text) && isUnicast(`${text}/${text.includes(':') ? 128 : 32}`);
}

function isListenAddress(text: string): boolean {
  if (isAddress(text)) return true;
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  return isAddress(bracketed ?? plain ?? '') && Number(port) > 0 && Number(port) < 65536;
}

function isBlock(text: string): boolean {
  return parseCidr(text) !== undefined;
}

function isIpv4Block(text: string): boolean {
  return parseCidr(text)?.family === 4;
}

function isOnBoundary(text: string): boolean {
  return isNetworkAddress(text);
}

function hasRoom(text: string): boolean {
  const block = parseCidr(text);
  return block !== undefined && block.prefix <= (block.family === 4 ? 30 : 126);
}

/** Further checks of a block say nothing when it is none. */
function ifBlock(payload: { readonly value: unknown }): boolean {
  return typeof payload.value === 'string' && isBlock(payload.value);
}

const offBoundary = (input: unknown): string =>
  `is not the first address of its block: write ${parseCidr(String(input))?.text ?? 'that'}`;
