import { gzipSync } from 'node:zlib';
import type { CapabilityName } from '@muster/inventory';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HostFiles } from '../host-files.js';
import { HostRoot } from '../testing/host-root.js';
import { findCapabilities, KernelCapabilities } from './capabilities.js';
import { tryEncryption, tryVxlan } from './trial.js';

const release = '6.1.0-9-amd64';
const folder = `lib/modules/${release}`;
const config = (...lines: readonly string[]) => `\n${lines.join('\n')}\n`;

let root: HostRoot;
beforeEach(async () => {
  root = await HostRoot.make();
});
afterEach(async () => {
  vi.useRealTimers();
  await root.remove();
});

const found = (name: CapabilityName) => findCapabilities(new HostFiles(root.path), release)[name];

describe('a part of the kernel', () => {
  it.each<[string, Record<string, string | Uint8Array>]>([
    ['is loaded', { 'proc/modules': 'veth 1 0 - Live\nvxlan 155648 0 - Live 0x0\n' }],
    ['is the first that is loaded', { 'proc/modules': 'vxlan 155648 0 - Live 0x0\n' }],
    ['shows in /sys/module', { 'sys/module/vxlan/parameters/log_ecn_error': 'Y\n' }],
    ['is built in', { [`${folder}/modules.builtin`]: 'kernel/drivers/net/vxlan/vxlan.ko\n' }],
    ['is configured in', { 'proc/config.gz': gzipSync(config('CONFIG_VXLAN=y')) }],
    ['is configured in, says /boot', { [`boot/config-${release}`]: config('CONFIG_VXLAN=y') }],
    [
      'is a module',
      {
        'proc/config.gz': gzipSync(config('CONFIG_VXLAN=m')),
        [`${folder}/modules.dep`]: 'kernel/drivers/net/vxlan/vxlan.ko.xz: kernel/a.ko.xz\n',
      },
    ],
    [
      'is a module, without a configuration to say so',
      { [`${folder}/modules.dep`]: 'kernel/drivers/net/vxlan/vxlan.ko: \n' },
    ],
  ])('is there when it %s', async (_, files) => {
    await root.write(files);
    expect(found('vxlan').state).toBe('yes');
  });

  it.each<[string, Record<string, string | Uint8Array>]>([
    ['is configured out', { 'proc/config.gz': gzipSync(config('# CONFIG_IP_VS is not set')) }],
    [
      'is a module of a package that is not installed',
      {
        [`boot/config-${release}`]: config('CONFIG_IP_VS=m'),
        [`${folder}/modules.dep`]: 'kernel/net/netfilter/ip_vs_extra.ko: \n',
      },
    ],
    [
      'may not be loaded',
      {
        [`${folder}/modules.dep`]: 'kernel/net/netfilter/ipvs/ip_vs.ko: \n',
        'proc/sys/kernel/modules_disabled': '1\n',
      },
    ],
  ])('is missing when it %s', async (_, files) => {
    await root.write(files);
    expect(found('ipvs').state).toBe('no');
  });

  it.each<[string, Record<string, string | Uint8Array>]>([
    ['tells nothing', {}],
    ['is a module, maybe', { 'proc/config.gz': gzipSync(config('CONFIG_IP_VS=m')) }],
    ['has broken files', { 'proc/config.gz': 'no gzip' }],
  ])('is unknown when the kernel %s', async (_, files) => {
    await root.write(files);
    expect(found('ipvs').state).toBe('unknown');
  });

  it('says how it was found', async () => {
    await root.write({ 'proc/config.gz': gzipSync(config('# CONFIG_INET_ESP is not set')) });
    expect(found('esp').how).toBe('CONFIG_INET_ESP is not set in /proc/config.gz');
  });

  it.each<[CapabilityName, Record<string, string>]>([
    ['ipvs', { 'proc/net/ip_vs': '' }],
    ['br-netfilter', { 'proc/sys/net/bridge/bridge-nf-call-iptables': '1\n' }],
    ['xt-bpf', { 'proc/net/ip_tables_matches': 'u32\nbpf\n' }],
  ])('%s shows by what it brings', async (name, files) => {
    await root.write(files);
    expect(found(name).state).toBe('yes');
  });
});

describe("dockerd's cipher", () => {
  const listed = (name: string) => `name         : aes\n\nname         : ${name}\ndriver : x\n`;

  it.each([
    ['yes', 'seqiv(rfc4106(gcm(aes)))', []],
    ['yes', 'rfc4106(gcm(aes))', ['CONFIG_CRYPTO_SEQIV=y']],
    ['yes', 'aes', ['CONFIG_CRYPTO_GCM=y', 'CONFIG_CRYPTO_SEQIV=y']],
    ['no', 'aes', ['CONFIG_CRYPTO_SEQIV=y']],
    ['no', 'rfc4106(gcm(aes))', ['CONFIG_CRYPTO_GCM=y']],
    ['unknown', 'aes', ['CONFIG_CRYPTO_GCM=y', 'CONFIG_CRYPTO_SEQIV=m']],
  ])('is there: %s, with %s listed and %j', async (state, name, options) => {
    await root.write({
      'proc/crypto': listed(name),
      'proc/config.gz': gzipSync(config(...options)),
    });
    expect(found('esp-cipher').state).toBe(state);
  });
});

describe('looking', () => {
  const tries = () => ({
    tryVxlan: vi.fn(() => tryVxlan(async () => ({ ok: true, said: '' }))),
    tryEncryption: vi.fn(() =>
      tryEncryption(async () => ({ ok: false, said: 'Error: Requested type not found.' })),
    ),
  });
  const capabilities = (trials: ReturnType<typeof tries>) =>
    new KernelCapabilities(new HostFiles(root.path), release, trials);

  it('tries what no file tells', async () => {
    const seen = await capabilities(tries()).look();
    expect(seen.vxlan.state).toBe('yes');
    expect(seen.esp).toEqual({
      state: 'no',
      how: 'tried, and the kernel said: Error: Requested type not found.',
    });
    expect(seen['esp-cipher'].state).toBe('unknown');
  });

  it('tries nothing that files tell', async () => {
    const trials = tries();
    await root.write({ 'proc/config.gz': gzipSync(config('CONFIG_VXLAN=y')) });
    expect((await capabilities(trials).look()).esp.state).toBe('no');
    expect(trials.tryVxlan).not.toHaveBeenCalled();
    expect(trials.tryEncryption).not.toHaveBeenCalled();
  });

  it('is done once, and after ten minutes again for what is missing', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await root.write({ 'proc/config.gz': gzipSync(config()) });
    const one = capabilities(tries());
    await one.look();
    await root.write({ 'proc/net/ip_vs': '' });
    expect((await one.look()).ipvs.state).toBe('no');
    vi.advanceTimersByTime(600_001);
    expect((await one.look()).ipvs.state).toBe('yes');
  });
});

describe('a trial', () => {
  const said = (text: string) => async () => ({ ok: false, said: text });

  it.each([
    ['Error: Requested AEAD algorithm not found.', { 'esp-cipher': { state: 'no' } }],
    ['RTNETLINK answers: Function not implemented', { 'esp-cipher': { state: 'no' } }],
    ['RTNETLINK answers: Protocol not supported', { esp: { state: 'no' } }],
    ['unshare: unshare failed: Operation not permitted', {}],
    ['', {}],
  ])('of encryption that ends with "%s"', async (text, expected) => {
    const result = await tryEncryption(said(text));
    expect(result).toMatchObject(expected);
    expect(Object.keys(result)).toEqual(Object.keys(expected));
  });

  it.each([
    ['Error: Unknown device type.', 'no'],
    ['RTNETLINK answers: Operation not supported', 'no'],
    ['unshare: unshare failed: Operation not permitted', undefined],
  ])('of VXLAN that ends with "%s"', async (text, state) => {
    expect((await tryVxlan(said(text))).vxlan?.state).toBe(state);
  });
});
