import {
  capabilitiesOf,
  type Capability,
  type CapabilityName,
  type MachineFacts,
} from '@muster/inventory';
import type { HostFiles } from '../host-files.js';
import { KernelModules, type Part } from './modules.js';
import { tryEncryption, tryVxlan, type TrialResult } from './trial.js';

type Capabilities = MachineFacts['capabilities'];

/** How long it is before what is missing is looked for again: somebody may install a package. Milliseconds. */
const againMs = 600_000;

/** What the kernel can do does not change until it boots, so it is looked up once; only what is missing again later. */
export class KernelCapabilities {
  #seen: Promise<Capabilities> | undefined;
  #seenAt = 0;

  constructor(
    private readonly files: HostFiles,
    private readonly release: string,
    private readonly trials = { tryVxlan, tryEncryption },
  ) {}

  async look(): Promise<Capabilities> {
    const seen = await this.#seen;
    const isDone = seen !== undefined && Object.values(seen).every(({ state }) => state === 'yes');
    const isFresh = seen !== undefined && performance.now() - this.#seenAt < againMs;
    if (isDone || isFresh) return seen;
    this.#seenAt = performance.now();
    this.#seen = this.#find();
    return this.#seen;
  }

  async #find(): Promise<Capabilities> {
    const found = findCapabilities(this.files, this.release);
    const isUnknown = (name: CapabilityName) => found[name].state === 'unknown';
    const tried: TrialResult = {
      ...(isUnknown('vxlan') && (await this.trials.tryVxlan())),
      ...((isUnknown('esp') || isUnknown('esp-cipher')) && (await this.trials.tryEncryption())),
    };
    return capabilitiesOf((name) => (isUnknown(name) ? (tried[name] ?? found[name]) : found[name]));
  }
}

const parts = {
  vxlan: { module: 'vxlan', option: 'VXLAN' },
  esp: { module: 'esp4', option: 'INET_ESP' },
  xfrm: { module: 'xfrm_user', option: 'XFRM_USER' },
  ipvs: { module: 'ip_vs', option: 'IP_VS' },
  'ipvs-rr': { module: 'ip_vs_rr', option: 'IP_VS_RR' },
  'br-netfilter': { module: 'br_netfilter', option: 'BRIDGE_NETFILTER' },
  'xt-bpf': { module: 'xt_bpf', option: 'NETFILTER_XT_MATCH_BPF' },
  'xt-u32': { module: 'xt_u32', option: 'NETFILTER_XT_MATCH_U32' },
} as const satisfies Partial<Record<CapabilityName, Part>>;

/** Has both the template rfc4106 and gcm. */
const gcm: Part = { module: 'gcm', option: 'CRYPTO_GCM' };
/** Gives each packet its number, which the kernel adds to that cipher (net/xfrm/xfrm_algo.c). */
const seqiv: Part = { module: 'seqiv', option: 'CRYPTO_SEQIV' };

/** What only a kernel with that part shows, in whatever way it got it. */
const signs: Partial<Record<CapabilityName, string>> = {
  ipvs: 'proc/net/ip_vs',
  'br-netfilter': 'proc/sys/net/bridge/bridge-nf-call-iptables',
};

/** By files alone, without trying anything. */
export function findCapabilities(files: HostFiles, release: string): Capabilities {
  const modules = new KernelModules(files, release);
  const ciphers = files.text('proc/crypto') ?? '';
  const matches = new Set(files.text('proc/net/ip_tables_matches')?.split('\n'));
  return capabilitiesOf((name) => {
    if (name === 'esp-cipher') return cipherOf(modules, ciphers);
    const sign = signs[name];
    if (sign !== undefined && files.has(sign)) return { state: 'yes', how: `/${sign} is there` };
    if (name.startsWith('xt-') && matches.has(name.slice(3)))
      return { state: 'yes', how: 'it is in /proc/net/ip_tables_matches' };
    return modules.find(parts[name]);
  });
}

/** Ciphers are put together of parts when first used, so that one not listed yet may well be there. */
function cipherOf(modules: KernelModules, ciphers: string): Capability {
  const isListed = (name: string): boolean => ciphers.includes(`: ${name}\n`);
  const how = 'it is in /proc/crypto';
  if (isListed('seqiv(rfc4106(gcm(aes)))')) return { state: 'yes', how };
  const cipher = isListed('rfc4106(gcm(aes))') ? { state: 'yes' as const, how } : modules.find(gcm);
  const generator = modules.find(seqiv);
  return (
    [cipher, generator].find(({ state }) => state === 'no') ??
    [cipher, generator].find(({ state }) => state === 'unknown') ??
    cipher
  );
}
