import type { World } from './world.ts';

/** One edge as `muster check -o json` has it. */
export type Edge = {
  readonly source: string;
  readonly destination: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly verdict: string;
  readonly layer: string;
  readonly lossPercent: number | null;
  readonly rttMs: number | null;
  readonly reason: string;
  readonly remedy: readonly string[];
};

export type Report = {
  readonly fleet: string | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly edges: readonly Edge[];
  readonly pathMtu: readonly { source: string; destination: string; mtu: number | null }[];
  readonly findings: readonly {
    id: string;
    severity: string;
    hosts: readonly string[];
    message: string;
    remedy: readonly string[];
  }[];
};

export type Checked = { readonly code: number; readonly report: Report };

/** Types `muster check … -o json`. @throws when no report came. */
export async function check(world: World, ...args: readonly string[]): Promise<Checked> {
  const { code, stdout, stderr } = await world.muster(['check', ...args, '-o', 'json']);
  if (![0, 3, 5].includes(code)) throw new Error(`muster check: ${String(code)}\n${stderr}`);
  return { code, report: JSON.parse(stdout) as Report };
}

/** `host-1 → host-2 4789/udp`. */
export const nameOf = ({ source, destination, protocol, port }: Edge): string =>
  `${source} → ${destination} ${protocol === 'esp' ? protocol : `${String(port)}/${protocol}`}`;

/** Every edge that does not pass, with verdict and layer: `host-1 → host-2 4789/udp: fail, network`. */
export const accused = ({ edges }: Report): readonly string[] =>
  edges
    .filter(({ verdict }) => verdict !== 'pass')
    .map((edge) => `${nameOf(edge)}: ${edge.verdict}, ${edge.layer}`)
    .sort();

/** Why edges do not pass, for whom a test fails. */
export const reasons = ({ edges }: Report): string =>
  edges
    .filter(({ verdict }) => verdict !== 'pass')
    .map((edge) => `${nameOf(edge)}: ${edge.reason}`)
    .join('\n');

/** The edges of these names. @throws when one is missing. */
export const edgesOf = ({ edges }: Report, ...names: readonly string[]): readonly Edge[] =>
  names.map((name) => {
    const found = edges.find((edge) => nameOf(edge) === name);
    if (found === undefined) throw new Error(`no edge ${name}`);
    return found;
  });

/** The options by which a blocked `up` says that it would go on. */
export const offered = (stdout: string): readonly string[] =>
  [...stdout.matchAll(/--accept ([a-z0-9-]+)/g)].flatMap(([, id]) => ['--accept', id ?? '']);
