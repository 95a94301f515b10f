import type { ClockOffset } from '@muster/inventory';
import type { Host } from '../../situation/situation.js';
import { about, blocker, warning, type Check } from '../finding.js';
import { dockerOf } from '../hosts.js';

const noticeMs = 30_000;
/** Swarm dates its certificates back by that much, so that clocks may differ (swarmkit ca/certificates.go). */
const backdateMs = 3_600_000;

/** A node whose clock is behind the certificate's begin holds it invalid, and its join fails. */
export const clockSkew: Check = ({ hosts, inventory }) => {
  const clocks = hosts.flatMap((host) => {
    const { connected = false, clock } = inventory.hosts[host.name] ?? {};
    return connected && clock !== undefined ? [{ host, clock }] : [];
  });
  const median = medianOf(clocks.map(({ clock }) => clock));
  if (median === undefined) return [];
  return clocks.flatMap(({ host, clock }) => {
    const skewMs = clock.offsetMs - median.offsetMs;
    const sureMs = Math.abs(skewMs) - clock.errorMs - median.errorMs;
    if (sureMs <= noticeMs) return [];
    return [sureMs > backdateMs ? tooFar(host, skewMs) : noticeable(host, skewMs)];
  });
};

/** Of an even number, the one of the two in the middle that is nearer to the coordinator's clock. */
function medianOf(clocks: readonly ClockOffset[]): ClockOffset | undefined {
  const sorted = clocks.toSorted((a, b) => a.offsetMs - b.offsetMs);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  if (low === undefined || high === undefined) return undefined;
  return Math.abs(low.offsetMs) <= Math.abs(high.offsetMs) ? low : high;
}

const remedyOn = ({ name }: Host): readonly string[] => [
  `On ${name}: timedatectl set-ntp true, and see by timedatectl that the clock is synchronised.`,
];

function noticeable(host: Host, skewMs: number) {
  const message = `the clock of ${host.name} is ${said(skewMs)} the fleet's`;
  return warning('clock-skew', message, { ...about(host), remedy: remedyOn(host) });
}

function tooFar(host: Host, skewMs: number) {
  const message = `the clock of ${host.name} is ${said(skewMs)} the fleet's: more than the hour that Swarm's certificates allow for`;
  return blocker('clock-skew-too-far', message, { ...about(host), remedy: remedyOn(host) });
}

function said(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  const span = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `${span} ${skewMs < 0 ? 'behind' : 'ahead of'}`;
}

/** The Engine renews at 50 to 80 % of a certificate's life (swarmkit ca/renewer.go); later than this it did not manage. */
const overdueAt = 0.85;

export const certificateRenewed: Check = ({ hosts }) =>
  hosts.flatMap((host) => {
    const certificate = dockerOf(host)?.certificate;
    if (certificate === undefined) return [];
    // By the host's own clock, as its Engine judges.
    const now = Date.parse(host.facts?.observedAt ?? '');
    const [begin, end] = [Date.parse(certificate.notBefore), Date.parse(certificate.notAfter)];
    const age = (now - begin) / (end - begin);
    // False also where a time cannot be read.
    if (!(age > overdueAt)) return [];
    const message = `the swarm certificate of ${host.name} ends at ${certificate.notAfter} and should have been renewed before now`;
    return [
      warning('swarm-certificate-overdue', message, {
        ...about(host),
        remedy: [
          `See that ${host.name} reaches the managers on 2377/tcp; then, on a manager: docker swarm ca --rotate.`,
          'Once it has ended, the host has to leave the swarm and join again.',
        ],
      }),
    ];
  });
