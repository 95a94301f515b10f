import type { Finding } from '@muster/kernel';
import type { Verdict } from '../model.js';
import { judgeEncryption } from './encryption.js';
import { overlayFindings } from './findings.js';
import type { Encryption, OverlayEvidence, OverlayPair, VipCheck } from './model.js';
import { judgePairs, isReporting } from './pairs.js';
import { judgeVip } from './vip.js';

/** What is known of a network after its verification. */
export type OverlayJudgement = {
  /** Fail: a pair fails, or the network is encrypted and something of it was in the clear. Pass: all was proven. */
  readonly verdict: Verdict;
  readonly pairs: readonly OverlayPair[];
  readonly encryption: Encryption;
  /** Not part of the verdict. */
  readonly vip: VipCheck;
  readonly findings: readonly Finding[];
};

export function judgeOverlay(evidence: OverlayEvidence): OverlayJudgement {
  const pairs = judgePairs(evidence);
  const encryption = judgeEncryption(evidence);
  const vip = judgeVip(evidence);
  return {
    verdict: verdictOf(evidence, pairs, encryption),
    pairs,
    encryption,
    vip,
    findings: overlayFindings(evidence, pairs, encryption, vip),
  };
}

function verdictOf(
  { hosts }: OverlayEvidence,
  pairs: readonly OverlayPair[],
  { state }: Encryption,
): Verdict {
  if (state === 'not' || pairs.some(({ verdict }) => verdict === 'fail')) return 'fail';
  // With one host there is nothing to cross: that its task ran and found itself is all there is to see.
  const one = hosts.length === 1 && hosts.every(isAtHome);
  if (one) return 'pass';
  const all = pairs.length > 0 && pairs.every(({ verdict }) => verdict === 'pass');
  return all && state !== 'unknown' ? 'pass' : 'unknown';
}

const isAtHome = (host: OverlayEvidence['hosts'][number]): boolean =>
  isReporting(host) && host.task.addresses.some((own) => host.task.resolved.includes(own));
