import type { Host } from '../../situation/situation.js';
import { dockerOf } from '../hosts.js';

/** `28.5.2`, `20.10.24+dfsg1`, `29.0.0-rc.1` as a number that compares; undefined for anything else. */
function ordinal(version: string): number | undefined {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  const [major = NaN, minor = NaN, patch = NaN] = parts.map(Number);
  const value = (major * 1_000 + minor) * 1_000 + patch;
  return Number.isNaN(value) ? undefined : value;
}

/** True only of a version that can be read and is in [from, until). */
export function isWithin(version: string, from: string, until: string): boolean {
  const [value, first, end] = [ordinal(version), ordinal(from), ordinal(until)];
  if (value === undefined || first === undefined || end === undefined) return false;
  return first <= value && value < end;
}

export const isBefore = (version: string, until: string): boolean =>
  isWithin(version, '0.0.0', until);

/** Undefined where it could not be asked. */
export const versionOf = (host: Host): string | undefined => dockerOf(host)?.engine.version;
