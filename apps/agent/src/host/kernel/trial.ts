import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Capability, type CapabilityName } from '@muster/inventory';

/** What a trial tells; what it says nothing about is missing. */
export type TrialResult = Partial<Record<CapabilityName, Capability>>;
export type RunTrial = (args: readonly string[]) => Promise<{ ok: boolean; said: string }>;

const trialMs = 5_000;
const yes: Capability = {
  state: 'yes',
  how: 'it worked when tried in a network namespace of its own',
};
const no = (said: string): Capability => ({
  state: 'no',
  how: `tried, and the kernel said: ${said}`,
});

/** dockerd's cipher, with a key that is none. */
const cipher = ['aead', 'rfc4106(gcm(aes))', `0x${'00'.repeat(20)}`, '64'];
const ends = ['src', '127.0.0.1', 'dst', '127.0.0.1', 'proto', 'esp', 'spi', '1'];

/**
 * Has the kernel make a VXLAN device, in a network namespace that goes with the program, so that nothing is left of
 * it. Where programs or privileges are missing, nothing is learnt.
 */
export async function tryVxlan(run: RunTrial = inOwnNamespace): Promise<TrialResult> {
  const { ok, said } = await run('ip link add trial type vxlan id 1 dstport 4789'.split(' '));
  if (ok) return { vxlan: yes };
  return /unknown device type|not supported/i.test(said) ? { vxlan: no(said) } : {};
}

/** As tryVxlan, with an IPsec state as dockerd makes it. A missing cipher hides whether the rest is there. */
export async function tryEncryption(run: RunTrial = inOwnNamespace): Promise<TrialResult> {
  const state = ['ip', 'xfrm', 'state', 'add', ...ends, 'mode', 'transport', ...cipher];
  const { ok, said } = await run(state);
  if (ok) return { xfrm: yes, esp: yes, 'esp-cipher': yes };
  if (/algorithm not found|function not implemented/i.test(said)) return { 'esp-cipher': no(said) };
  if (/requested type not found|protocol not supported/i.test(said)) return { esp: no(said) };
  return {};
}

const inOwnNamespace: RunTrial = async (args) => {
  try {
    const options = { timeout: trialMs, env: { ...process.env, LC_ALL: 'C' } };
    await promisify(execFile)('unshare', ['--net', ...args], options);
    return { ok: true, said: '' };
  } catch (thrown) {
    const said = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr) : '';
    return { ok: false, said: said.trim().replaceAll(/\s+/g, ' ') };
  }
};
