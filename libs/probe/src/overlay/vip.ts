import { listed } from '../finding.js';
import type { OverlayEvidence, OverlayHost, VipCheck } from './model.js';
import { isReporting } from './pairs.js';

/** Reported apart: a network whose virtual addresses do not answer still carries every packet. */
export function judgeVip({ hosts }: OverlayEvidence): VipCheck {
  const failing = hosts.filter((host) => verdictOn(host) === 'fail');
  if (failing.length > 0) {
    const reason = grouped(failing, whyNot);
    return { verdict: 'fail', reason, hosts: failing.map(({ name }) => name) };
  }
  const unseen = hosts.filter((host) => verdictOn(host) === 'unknown');
  if (unseen.length === 0) return { verdict: 'pass', reason: '', hosts: [] };
  const reason = grouped(unseen, whyUnknown);
  return { verdict: 'unknown', reason, hosts: unseen.map(({ name }) => name) };
}

/** `a, b: the reason`: kernels of one fleet are mostly alike. */
const grouped = (hosts: readonly OverlayHost[], why: (host: OverlayHost) => string): string =>
  [...Map.groupBy(hosts, why)]
    .map(([reason, alike]) => `${listed(alike.map(({ name }) => name))}: ${reason}`)
    .join('; ');

function verdictOn(host: OverlayHost): VipCheck['verdict'] {
  if (!isReporting(host)) return 'unknown';
  const { vip } = host.task;
  if (vip?.answered === true) return 'pass';
  if (vip === undefined && host.withoutIpvs === undefined) return 'unknown';
  return 'fail';
}

function whyNot(host: OverlayHost): string {
  if (host.withoutIpvs !== undefined) return `its kernel has no IPVS (${host.withoutIpvs})`;
  const vip = isReporting(host) ? host.task.vip : undefined;
  if (vip === undefined || vip.address === '') return 'the name of the service does not resolve';
  return `nobody answers at the virtual address ${vip.address}`;
}

const whyUnknown = (host: OverlayHost): string =>
  isReporting(host) ? 'it was not asked' : 'kind' in host.task ? host.task.reason : '';
