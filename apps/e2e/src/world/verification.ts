import { eventually } from './wait.ts';
import type { World } from './world.ts';

/** What `muster networks verify NAME -o json` answers, as far as it is read here. */
export type Verified = {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Until every task ran. Milliseconds. */
  readonly startMs: number;
  readonly pairs: readonly {
    readonly source: string;
    readonly destination: string;
    readonly verdict: string;
    readonly layer: string | null;
    readonly reason: string;
    readonly bitsPerSecond: number | null;
  }[];
  readonly encryption: {
    readonly state: string;
    readonly espPackets: number;
    readonly plainPackets: number;
  };
  readonly vip: { readonly verdict: string; readonly reason: string };
  readonly findings: readonly { readonly id: string; readonly message: string }[];
};

export async function verifyNetwork(
  world: World,
  name: string,
): Promise<Verified & { readonly code: number }> {
  const { code, stdout, stderr } = await world.muster(['networks', 'verify', name, '-o', 'json']);
  const { latest } = JSON.parse(stdout || '{}') as { latest?: Verified };
  if (latest === undefined) throw new Error(`no verdict (${String(code)}): ${stdout}${stderr}`);
  return { ...latest, code };
}

/** Pairs that do not pass, as `host-1 → host-2: udp`, or with their verdict where there is no layer. */
export const wrongPairs = ({ pairs }: Verified): readonly string[] =>
  pairs
    .filter(({ verdict }) => verdict !== 'pass')
    .map(
      ({ source, destination, verdict, layer }) =>
        `${source} → ${destination}: ${layer ?? verdict}`,
    )
    .sort();

/** Whatever of a verification the Engines of these hosts have: services, containers, images. */
export async function verificationLeft(
  world: World,
  hosts: readonly string[] = world.hosts,
): Promise<readonly string[]> {
  const label = 'label=dev.muster.verification';
  const found = await Promise.all(
    hosts.map(async (host) => [
      await world.docker(host, 'ps', '--all', '--quiet', '--filter', label),
      await world.docker(host, 'images', '--quiet', '127.0.0.1:1/muster/probe'),
    ]),
  );
  const services = await world.docker('host-1', 'service', 'ls', '--quiet', '--filter', label);
  return [services, ...found.flat()].filter((text) => text !== '');
}

/** @throws when something stays. */
export const nothingIsLeft = (world: World): Promise<boolean> =>
  eventually('nothing of a verification is left', async () => {
    return (await verificationLeft(world)).length === 0;
  });
