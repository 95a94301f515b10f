import { overlaps, parseCidr, type Cidr, type Finding } from '@muster/kernel';
import { defaultPool } from '../../addressing/choose.js';
import type { Situation } from '../../situation/situation.js';
import { listed, note, warning, type Check } from '../finding.js';
import { usedOn, type Used } from '../used.js';

/** Blocks to propose, of which hosts of one fleet rarely use all. */
const proposals = [
  '10.200.0.0/14',
  '172.24.0.0/14',
  '10.96.0.0/14',
  '192.168.192.0/18',
  '100.96.0.0/14',
];

/**
 * Ingress, and every overlay that somebody makes without Muster, is cut from the pools without a look at what hosts use:
 * containers then do not reach what has the same addresses outside. It matters only before the swarm is made.
 */
export const poolsFree: Check = (situation) => {
  const { spec, ours, hosts } = situation;
  if (spec.swarm === undefined || ours !== undefined) return [];
  const used = hosts.flatMap((host) => usedOn(host));
  const pools = spec.swarm.addressPools.length > 0 ? spec.swarm.addressPools : [defaultPool];
  return pools.flatMap((text): readonly Finding[] => {
    const pool = parseCidr(text);
    const met = pool === undefined ? [] : used.filter(({ block }) => overlaps(block, pool));
    return met.length === 0 ? [] : [inUse(situation, text, met, used)];
  });
};

function inUse(
  { spec }: Situation,
  pool: string,
  met: readonly Used[],
  used: readonly Used[],
): Finding {
  const given = spec.swarm?.addressPools.includes(pool) === true;
  const things = [...new Set(met.map(({ by, block }) => `${by}, ${block.text}`))];
  const hosts = [...new Set(met.map(({ host }) => host))];
  const free = proposals.find((text) => !used.some(({ block }) => meets(text, block)));
  const message = `${given ? 'the address pool' : "the Engine's default address pool,"} ${pool}${given ? '' : ','} overlaps ${listed(things, 5)} on ${listed(hosts)}`;
  const remedy = [
    `Set another pool, ${free === undefined ? 'in blocks that no host uses' : `as addressPools: [${free}]`}: it cannot be changed once the swarm is made.`,
  ];
  const isNear = met.some(({ block }) => meets(firstOf(pool, spec.swarm?.subnetSize ?? 24), block));
  const details = { path: 'swarm.addressPools', hosts, remedy };
  return (isNear ? warning : note)('address-pool-in-use', message, details);
}

/** The Engine cuts from the low end of a pool: what lies in its first 64 subnets will be met soon. */
function firstOf(pool: string, subnetSize: number): string {
  const [base = '', length = ''] = pool.split('/');
  return `${base}/${Math.max(Number(length), subnetSize - 6)}`;
}

function meets(text: string, block: Cidr): boolean {
  const cidr = parseCidr(text);
  return cidr !== undefined && overlaps(cidr, block);
}
