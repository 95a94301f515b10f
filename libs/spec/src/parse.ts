import type { Finding } from '@muster/kernel';
import type * as z from 'zod';
import { crossField } from './cross-field.js';
import { toDraft } from './draft.js';
import type { FleetSpec, NetworkSpec } from './fleet-spec.js';
import { problemsOf } from './issues.js';
import { pathText, problem, toFinding, type Place, type Problem } from './problem.js';
import { fleetSchema, maxHosts, maxNetworks, networkSchema } from './schema.js';
import { readText, type Source } from './text/text.js';

/** More findings than these help nobody; the rest is counted. */
export const maxFindings = 100;

export type ParsedSpec =
  | { readonly ok: true; readonly spec: FleetSpec }
  /** All that is wrong at once, in the order of the text; the last finding counts what was left out, if anything. */
  | { readonly ok: false; readonly findings: readonly Finding[] };

export type ParsedNetwork =
  | { readonly ok: true; readonly network: NetworkSpec }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads a spec as people write it: UTF-8 text, YAML 1.2 or JSON, at most 2 MiB and 1,000 hosts. */
export function parseFleetSpec(input: Uint8Array | string): ParsedSpec {
  const read = readText(input);
  if (!read.ok) return { ok: false, findings: report(read.problems) };
  const { source } = read;
  const { value, problems } = cutLists(source.value);
  const parsed = fleetSchema.safeParse(value);
  const all = [...problems, ...problemsIn(parsed, value), ...crossField(toDraft(value))];
  if (parsed.success && all.length === 0) return { ok: true, spec: parsed.data };
  return { ok: false, findings: report(all, source) };
}

/** Checks one network that came as a value, for example in a request. Paths start inside the network. */
export function parseNetworkSpec(value: unknown): ParsedNetwork {
  const fleet = { networks: [value] };
  const parsed = networkSchema.safeParse(value);
  const all = [...problemsIn(parsed, fleet, networkPlace), ...crossField(toDraft(fleet))];
  if (parsed.success && all.length === 0) return { ok: true, network: parsed.data };
  return { ok: false, findings: report(all.map(insideNetwork)) };
}

const networkPlace: Place = ['networks', 0];

function insideNetwork(it: Problem): Problem {
  const message = it.message.replaceAll(`${pathText(networkPlace)}.`, '');
  return { ...it, message, place: it.place.slice(networkPlace.length) };
}

/** `whole` is the value that the places of the problems lead into; `base` is where in it `parsed` was. */
function problemsIn(
  parsed: z.ZodSafeParseResult<unknown>,
  whole: unknown,
  base: Place = [],
): readonly Problem[] {
  const issues = parsed.error?.issues ?? [];
  return issues.flatMap((issue) => problemsOf({ ...issue, path: [...base, ...issue.path] }, whole));
}

/** A list that is absurdly long gets one problem, and only its first part is looked at. */
function cutLists(value: unknown): {
  readonly value: unknown;
  readonly problems: readonly Problem[];
} {
  const hosts = cutList(value, 'hosts', maxHosts);
  const networks = cutList(hosts.value, 'networks', maxNetworks);
  return { value: networks.value, problems: [...hosts.problems, ...networks.problems] };
}

function cutList(value: unknown, key: string, max: number): ReturnType<typeof cutLists> {
  const list: unknown = isRecord(value) ? value[key] : undefined;
  if (!isRecord(value) || !Array.isArray(list) || list.length <= max)
    return { value, problems: [] };
  const message = `has ${list.length} entries, more than the ${max} that one fleet may have`;
  const remedy = 'Split it into several fleets.';
  const problems = [problem(`${key}-too-many`, message, { place: [key], remedy })];
  return { value: { ...value, [key]: list.slice(0, max) }, problems };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function report(problems: readonly Problem[], source?: Source): readonly Finding[] {
  const findings = problems.map((it) => toFinding(it, it.line ?? lineOf(it, source)));
  const sorted = findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (sorted.length <= maxFindings) return sorted;
  const message = `has ${sorted.length - maxFindings} more findings like these`;
  return [...sorted.slice(0, maxFindings), toFinding(problem('more-findings', message), undefined)];
}

const lineOf = ({ place, key }: Problem, source?: Source): number | undefined =>
  key === undefined ? source?.at.lineOf(place) : source?.at.lineOfKey(place, key);
