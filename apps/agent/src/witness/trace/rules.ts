import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { StoppedBy } from '@muster/probe';
import type { Stop } from './stops.js';

const run = promisify(execFile);

/** How long one listing may take, milliseconds, and how long it may be, bytes. */
const limits = { timeout: 5_000, maxBuffer: 16 * 1024 * 1024 };

/** Looks at a chain as nft and as iptables write it; each resolves to nothing where the tool cannot. */
export type ChainReader = {
  nft(family: string, table: string, chain: string): Promise<string>;
  iptables(family: string, table: string, chain: string): Promise<string>;
};

export const chainReader: ChainReader = {
  nft: (family, table, chain) => output('nft', ['-a', 'list', 'chain', family, table, chain]),
  iptables: async (family, table, chain) => {
    if (family !== 'ip' && family !== 'ip6') return '';
    const tool = family === 'ip' ? 'iptables' : 'ip6tables';
    const args = ['-t', table, '-S', chain];
    return (await output(`${tool}-nft`, args)) || (await output(tool, args));
  },
};

async function output(file: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(file, [...args], limits)).stdout;
  } catch {
    // Not installed, or not for such a chain: then there is nothing to read there.
    return '';
  }
}

/** Says of each stop whose rule it was, and how that backend writes it. */
export async function explain(
  stops: readonly Stop[],
  reader: ChainReader = chainReader,
): Promise<readonly StoppedBy[]> {
  const chains = new Map<string, Promise<ChainText>>();
  const explained: StoppedBy[] = [];
  for (const stop of stops) {
    const key = `${stop.family} ${stop.table} ${stop.chain}`;
    const text = chains.get(key) ?? readChain(stop, reader);
    chains.set(key, text);
    explained.push(stoppedBy(stop, await text));
  }
  return explained;
}

type ChainText = { readonly nft: string; readonly iptables: string };

async function readChain({ family, table, chain }: Stop, reader: ChainReader): Promise<ChainText> {
  const nft = await reader.nft(family, table, chain);
  const iptables = await reader.iptables(family, table, chain);
  return { nft, iptables };
}

/** Pure: from what the trace and the listings say. */
export function stoppedBy(stop: Stop, text: ChainText): StoppedBy {
  const { protocol, port, side, peer, family, table, chain, handle } = stop;
  const rules = rulesIn(text.nft);
  const rule = handle === undefined ? undefined : (rules.get(handle) ?? stop.text);
  const asIptables = iptablesRule(rules, handle, text.iptables);
  const zone = zoneIn(stop);
  return {
    ...{ protocol, port, side, peer, family, table, chain },
    backend: backendOf(stop, asIptables !== undefined),
    verdict: /\breject\b/i.test(rule ?? '') ? 'reject' : 'drop',
    ...(rule === undefined ? {} : { rule: asIptables ?? withoutCounts(rule) }),
    ...(handle === undefined ? {} : { handle }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** Handle → rule, in their order, from `nft -a list chain`. */
function rulesIn(listing: string): ReadonlyMap<number, string> {
  const rules = new Map<number, string>();
  for (const text of listing.split('\n')) {
    const [, rule, handle] = /^\t\t(.*\S)\s*# handle (\d+)$/.exec(text) ?? [];
    if (rule !== undefined) rules.set(Number(handle), rule);
  }
  return rules;
}

/** They differ from one look to the next, and mean nothing to whoever is to change the rule. */
const withoutCounts = (rule: string): string =>
  rule.replaceAll(/counter packets \d+ bytes \d+/g, 'counter');

/**
 * The same rule by its place in the chain: `iptables -S` and nft list a chain in one order. Undefined where it is no chain of
 * iptables; for the policy it is the line of that.
 */
function iptablesRule(
  rules: ReadonlyMap<number, string>,
  handle: number | undefined,
  listing: string,
): string | undefined {
  const lines = listing.split('\n');
  if (handle === undefined) return lines.find((text) => text.startsWith('-P '));
  const appended = lines.filter((text) => text.startsWith('-A '));
  if (appended.length !== rules.size) return undefined;
  return appended[[...rules.keys()].indexOf(handle)];
}

const isUfw = (chain: string): boolean => /^ufw6?-/.test(chain);

/** ufw's own chains end in the policies of INPUT and OUTPUT, which ufw sets. */
function backendOf(stop: Stop, isIptables: boolean): StoppedBy['backend'] {
  if (stop.table === 'firewalld') return 'firewalld';
  if (!isIptables) return 'nftables';
  const endsUfw = stop.handle === undefined && stop.through.some(isUfw);
  return isUfw(stop.chain) || endsUfw ? 'ufw' : 'iptables';
}

/** firewalld has chains per zone: `filter_IN_public`, `filter_IN_public_allow`, … ; those of policies are named likewise. */
function zoneIn({ table, through }: Stop): string | undefined {
  if (table !== 'firewalld') return undefined;
  const zones = through.flatMap(
    (chain) => /^filter_(?:IN|OUT)_(.+?)(?:_(?:pre|log|deny|allow|post))?$/.exec(chain)?.[1] ?? [],
  );
  return zones.find((zone) => !zone.startsWith('policy_') && zone !== 'POLICIES');
}
