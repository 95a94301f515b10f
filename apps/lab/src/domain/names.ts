import { usage } from './errors.js';

export const defaultLabName = 'lab';

/** The name under which `exec` reaches the fabric's namespace, where the bridge and its ports are. */
export const fabricName = 'fabric';

/** The bridge and its ports are the limit: 250 hosts are 6 GB of memory and a /24 in spirit. */
export const maxHosts = 250;

/** Short, because it is part of unix socket paths, which may not exceed 107 bytes. */
const labNamePattern = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

export function parseLabName(raw: string): string {
  if (labNamePattern.test(raw)) return raw;
  throw usage(
    `"${raw}" cannot be the name of a lab: use 1 to 32 lower-case letters, digits and inner hyphens.`,
  );
}

export function parseHostCount(raw: string): number {
  const count = /^\d{1,6}$/.test(raw) ? Number(raw) : Number.NaN;
  if (count >= 1 && count <= maxHosts) return count;
  throw usage(`"${raw}" is not a number of hosts: use 1 to ${String(maxHosts)}.`);
}

/** Each VM takes a core while it starts, and half a gigabyte of memory. */
export const maxVms = 16;

export function parseVmCount(raw: string): number {
  const count = /^\d{1,6}$/.test(raw) ? Number(raw) : Number.NaN;
  if (count >= 1 && count <= maxVms) return count;
  throw usage(`"${raw}" is not a number of VMs: use 1 to ${String(maxVms)}.`);
}

/** 576 is the least that every IPv4 host must accept (RFC 791); 65535 the most that a veth carries. */
export function parseMtu(raw: string): number {
  const mtu = /^\d{1,6}$/.test(raw) ? Number(raw) : Number.NaN;
  if (mtu >= 576 && mtu <= 65_535) return mtu;
  throw usage(`"${raw}" is not an MTU: use 576 to 65535 bytes.`);
}

/** @param number counts from 1. */
export const hostName = (number: number): string => `host-${String(number)}`;

/** What to type to end a lab, quoted for a sentence. */
export const downCommand = (lab: string): string =>
  lab === defaultLabName ? '"muster-lab down"' : `"muster-lab down --name ${lab}"`;
