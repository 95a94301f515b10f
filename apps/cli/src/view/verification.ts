import type { VerificationView } from '@muster/api';
import type { Style } from '../text/style.js';
import { count, safe } from '../text/text.js';
import { duration } from '../text/time.js';
import { matrixView, painted } from './check/matrix.js';
import { findingsView } from './findings.js';

/** More pairs that do not pass are counted. */
const mostLines = 20;
const legend = 'From (down) to (across), names, UDP and TCP, small and large:';

/** The whole of it for people. `columns`: characters of the screen. */
export function verificationView(seen: VerificationView, columns: number, style: Style): string {
  return [
    matrixView(seen.pairs, columns, style, legend),
    pairLines(seen, style),
    leftOutLines(seen),
    findingsView(seen.findings, style),
    conclusion(seen, style),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Failures first, one line each. */
function pairLines({ pairs }: VerificationView, style: Style): string {
  const wrong = (['fail', 'unknown'] as const).flatMap((verdict) =>
    pairs.filter((pair) => pair.verdict === verdict),
  );
  const lines = wrong.slice(0, mostLines).map(({ source, destination, verdict, layer, reason }) => {
    const where = `${safe(source)} → ${safe(destination)}`;
    return `${painted(verdict, verdict, style)}  ${where}  ${layer === null ? '' : `${layer}: `}${safe(reason)}`;
  });
  const rest = wrong.length - lines.length;
  return [...lines, ...(rest > 0 ? [`… and ${count(rest, 'pair')} more`] : [])].join('\n');
}

const leftOutLines = ({ leftOut }: VerificationView): string =>
  leftOut.map(({ host, reason }) => `${safe(host)} takes no part: ${safe(reason)}.`).join('\n');

function conclusion(seen: VerificationView, style: Style): string {
  const { network, pairs, startedAt, finishedAt, startMs, verdict } = seen;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  const parts = (['pass', 'fail', 'unknown'] as const).map((each) => {
    const n = pairs.filter((pair) => pair.verdict === each).length;
    return n === 0 ? `0 ${each}` : painted(each, `${n} ${each}`, style);
  });
  const what = `${count(pairs.length, 'pair')} in ${duration(tookMs)}, of which the tasks took ${duration(startMs)} to start`;
  return [
    `Network ${safe(network)}: ${painted(verdict, verdict, style)}. ${what}: ${parts.join(', ')}.`,
    ...encryptionLines(seen),
    ...throughputLines(seen),
  ].join('\n');
}

function encryptionLines({ encryption }: VerificationView): readonly string[] {
  const { state, espPackets, plainPackets } = encryption;
  if (state === 'n/a') return [];
  return [
    `Encrypted: ${state}. On the wire: ${count(espPackets, 'packet')} of ESP, ${plainPackets} of its VXLAN in the clear.`,
  ];
}

function throughputLines({ pairs }: VerificationView): readonly string[] {
  const figures = pairs.flatMap(({ bitsPerSecond }) => bitsPerSecond ?? []).sort((a, b) => a - b);
  const [slowest] = figures;
  const middle = figures[Math.floor(figures.length / 2)];
  if (slowest === undefined || middle === undefined) return [];
  return [
    `TCP of one connection: ${megabits(slowest)} at least, ${megabits(middle)} in the middle.`,
  ];
}

const megabits = (bitsPerSecond: number): string =>
  `${(bitsPerSecond / 1e6).toFixed(bitsPerSecond < 1e7 ? 1 : 0)} Mbit/s`;
