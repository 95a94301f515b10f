import { describe, expect, it } from 'vitest';
import { maxFindings, parseFleetSpec } from '../index.js';

const spec = (hosts: string) => `version: 1\nfleet: lab\nswarm: {}\nhosts: ${hosts}`;

function findingsOf(text: string | Uint8Array) {
  const parsed = parseFleetSpec(text);
  return parsed.ok ? [] : parsed.findings;
}

const seenIn = (text: string) => findingsOf(text).map(({ line, message }) => `${line}: ${message}`);

describe('absurd input', () => {
  const bomb = Array.from({ length: 9 }, (_, i) => {
    const inner = i === 0 ? '1' : `*a${i - 1}`;
    return `x${i}: &a${i} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
  }).join('\n');

  it.each([
    ['not UTF-8', new Uint8Array([0x76, 0xff, 0xfe]), 'spec-not-utf8'],
    ['too large', 'x'.repeat(5 * 1024 * 1024), 'spec-too-large'],
    ['empty', '# nothing here\n', 'spec-empty'],
    ['several documents', `${spec('[]')}\n---\n${spec('[]')}`, 'spec-many-documents'],
    ['a YAML bomb', bomb, 'spec-not-yaml'],
    ['a part that contains itself', 'version: &v [*v]', 'spec-not-yaml'],
    ['an alias to nothing', 'version: *v', 'spec-not-yaml'],
    ['many aliases', `a: &a 1\nb: [${'*a,'.repeat(200_000)}]`, 'spec-not-yaml'],
    ['deep nesting', '['.repeat(200_000), 'spec-too-large'],
    ['deep nesting by dashes', '- '.repeat(200_000), 'spec-too-large'],
    ['moderately deep nesting', '['.repeat(150) + ']'.repeat(150), 'spec-wrong-type'],
    ['a million words', `[${'1,'.repeat(900_000)}]`, 'spec-too-large'],
    ['a key given twice', 'version: 1\nversion: 1', 'spec-not-yaml'],
    ['a key that is a list', '? [a]\n: 1', 'spec-not-yaml'],
    ['an unknown tag', 'version: !js/function x', 'spec-not-yaml'],
    ['an open quote', 'version: "1', 'spec-not-yaml'],
    ['a mere number', '5', 'spec-wrong-type'],
  ])('%s', (_, text, id) => {
    expect(findingsOf(text).map((finding) => finding.id)).toContain(id);
  });

  it('tells the line of what YAML cannot read', () => {
    expect(seenIn('version: 1\nhosts: [\n')[0]).toMatch(/^3: the spec cannot be read as YAML: /);
  });

  it('answers 10,000 hosts with one finding', () => {
    const hosts = Array.from({ length: 10_000 }, (_, i) => `\n  - { name: h${i} }`).join('');
    expect(seenIn(spec(hosts))).toEqual([
      '5: hosts has 10000 entries, more than the 1000 that one fleet may have',
    ]);
  });

  it('shows so many findings and counts the rest', () => {
    const hosts = Array.from({ length: 500 }, () => '\n  - { name: A }').join('');
    const found = findingsOf(spec(hosts));
    expect(found).toHaveLength(maxFindings + 1);
    expect(found.at(-1)?.message).toMatch(/^the spec has \d+ more findings like these$/);
  });

  it('reads a mapping of 60,000 keys in one pass', () => {
    const keys = Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(findingsOf(keys)).toHaveLength(maxFindings + 1);
  });
});
