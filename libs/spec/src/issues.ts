import type { core } from 'zod';
import { nearest } from './nearest.js';
import { problem, type Place, type Problem } from './problem.js';
import { knownKeys } from './schema.js';

/** What zod found, in our words: one problem for each wrong value and each unknown key. */
export function problemsOf(issue: core.$ZodIssue, value: unknown): readonly Problem[] {
  const place = issue.path.map(asPart);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(place, key));
    case 'invalid_type':
      return [wrongType(place, issue.expected, valueAt(value, place))];
    case 'invalid_value':
      return [wrongChoice(place, issue.values, issue.message)];
    case 'invalid_union':
      return chosenBranch(issue, value);
    case 'invalid_key':
      return [invalidKey(place, issue)];
    default:
      return [problem('spec-invalid', issue.message, { place })];
  }
}

const asPart = (part: PropertyKey): string | number =>
  typeof part === 'number' ? part : String(part);

function unknownKey(place: Place, key: string): Problem {
  const known = keysAt(place);
  const meant = nearest(key, known);
  const remedy =
    meant === undefined ? `Known keys: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
  return problem('spec-unknown-key', 'is no known key', { place, key, remedy });
}

function keysAt([part, index, inner]: Place): readonly string[] {
  if (part === 'swarm') return knownKeys.swarm;
  if (part === 'hosts' && index !== undefined) return knownKeys.host;
  if (part === 'networks' && inner === 'subnets') return knownKeys.subnet;
  if (part === 'networks' && index !== undefined) return knownKeys.network;
  return knownKeys.fleet;
}

function wrongType(place: Place, expected: string, seen: unknown): Problem {
  if (seen === undefined) return problem('spec-missing', 'is missing', { place });
  const message = `must be ${nouns[expected] ?? expected}, not ${describe(seen)}`;
  const remedy = remedyFor(expected, seen);
  return problem('spec-wrong-type', message, remedy === undefined ? { place } : { place, remedy });
}

/** What can be a text or something else has the text first: what was written says which of the two was meant. */
function chosenBranch(issue: core.$ZodIssueInvalidUnion, value: unknown): readonly Problem[] {
  const isText = typeof valueAt(value, issue.path.map(asPart)) === 'string';
  const inner = issue.errors[isText ? 0 : 1] ?? [];
  return inner.flatMap((it) => problemsOf({ ...it, path: [...issue.path, ...it.path] }, value));
}

function remedyFor(expected: string, seen: unknown): string | undefined {
  if (expected === 'object' && seen === null) return 'Write {} to take all defaults.';
  if (expected === 'array' && seen === null) return 'Write [] for none, or leave it out.';
  if (expected === 'string' && isPlain(seen)) return `Quote it: "${seen}".`;
  return undefined;
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

function describe(seen: unknown): string {
  if (seen === null) return 'empty';
  if (Array.isArray(seen)) return 'a list';
  if (typeof seen === 'string') return `the text "${shortened(seen)}"`;
  return isPlain(seen) ? String(seen) : 'a mapping';
}

const isPlain = (seen: unknown): seen is number | boolean =>
  typeof seen === 'number' || typeof seen === 'boolean';

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function wrongChoice(place: Place, values: readonly unknown[], message: string): Problem {
  const choice = values.length === 1 ? message : `must be one of ${values.join(', ')}`;
  return problem('spec-invalid', choice, { place });
}

function invalidKey(place: Place, issue: core.$ZodIssueInvalidKey): Problem {
  const why = issue.issues[0]?.message ?? issue.message;
  const key = String(place.at(-1));
  return problem('spec-invalid', `is no valid key: it ${why}`, { place: place.slice(0, -1), key });
}

function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined,
    value,
  );
}
