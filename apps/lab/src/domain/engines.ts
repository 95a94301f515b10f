import { usage } from './errors.js';

/** A distribution release whose docker.io package has the wanted engine. */
export interface EngineSource {
  /** `major.minor`, as people ask for it. */
  readonly version: string;
  readonly suite: string;
  /** Built by upgrading a copy of this suite's root: for a suite that debootstrap has no script for. */
  readonly basedOn?: string;
}

export const engineSources: readonly EngineSource[] = [
  { version: '20.10', suite: 'bookworm' },
  { version: '26.1', suite: 'trixie' },
  { version: '28.5', suite: 'forky', basedOn: 'trixie' },
];

/** Where a host's engine comes from: the machine's own installation, or a root folder of another release. */
export type EngineChoice =
  | { readonly kind: 'machine'; readonly version: string }
  | { readonly kind: 'root'; readonly version: string; readonly source: EngineSource };

/** `Docker version 20.10.24+dfsg1, build 5d6db84` → `20.10`; undefined when the text is something else. */
export function engineVersionOf(text: string): string | undefined {
  return /\b(\d+\.\d+)\.\d+/.exec(text)?.[1];
}

/** Splits `20.10,26.1` into its versions. Which of them exist is asked in `chooseEngines`. */
export function parseEngines(raw: string): string[] {
  const versions = raw.split(',').map((version) => version.trim());
  if (versions.every((version) => version !== '')) return versions;
  throw usage(`"${raw}" is not a list of engine versions: write them like 20.10,26.1,28.5.`);
}

/**
 * One choice per asked version, in order.
 * @param asked empty means: the machine's own engine.
 * @param machineVersion `major.minor` of the machine's dockerd, if it has one.
 */
export function chooseEngines(
  asked: readonly string[],
  machineVersion: string | undefined,
): EngineChoice[] {
  if (asked.length === 0 && machineVersion === undefined) {
    throw usage(
      'dockerd was not found on this machine: install Docker (Debian: apt-get install docker.io) or ask for --engines.',
    );
  }
  const wanted = asked.length === 0 && machineVersion !== undefined ? [machineVersion] : asked;
  return wanted.map((version) => choose(version, machineVersion));
}

function choose(version: string, machineVersion: string | undefined): EngineChoice {
  if (version === machineVersion) return { kind: 'machine', version };
  const source = engineSources.find((candidate) => candidate.version === version);
  if (source !== undefined) return { kind: 'root', version, source };
  const known = new Set([
    ...(machineVersion === undefined ? [] : [machineVersion]),
    ...engineSources.map((each) => each.version),
  ]);
  throw usage(
    `Engine version "${version}" is not known here: choose from ${[...known].join(', ')}.`,
  );
}

/** Round-robin: with two choices, host-1 and host-3 have the first. @param index counts from 0. */
export function engineOf<T>(choices: readonly T[], index: number): T {
  const choice = choices[index % choices.length];
  if (choice === undefined) throw new RangeError('no engine to choose from');
  return choice;
}
