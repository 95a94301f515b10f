import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingIdsIn } from './finding-ids.ts';

const root = resolve(import.meta.dirname, '../../../..');
const folder = join(root, 'docs/findings');

const sources = globSync(['libs/*/src/**/*.ts', 'apps/{coordinator,agent}/src/**/*.ts'], {
  cwd: root,
  exclude: (path) => /\.(spec|contract)\.ts$|\/(testing|testkit|gen)(\/|$)/.test(path),
});
const ids = [...findingIdsIn(sources.map((path) => join(root, path)))].sort();
const index = readFileSync(join(folder, 'README.md'), 'utf8');
const pages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file) => file.replace(/\.md$/, ''))
  .sort();

describe('every finding has a page, and every page a finding', () => {
  /** `hosts-*` → every id of that form. */
  const formOf = (id: string) => new RegExp(`^${id.replaceAll('*', '[a-z0-9-]+')}$`);

  it('in the folder', () => {
    const without = ids.filter((id) => !pages.some((page) => formOf(id).test(page)));
    const unused = pages.filter((page) => !ids.some((id) => formOf(id).test(page)));
    expect({ without, unused }).toEqual({ without: [], unused: [] });
  });

  it('in the index, once', () => {
    const linked = [...index.matchAll(/\]\(([a-z0-9-]+)\.md\)/g)].map(([, id]) => id ?? '');
    expect(linked.sort()).toEqual(pages);
  });

  it.each(pages)('%s has the parts that people look for', (id) => {
    const page = readFileSync(join(folder, `${id}.md`), 'utf8');
    const parts = [...page.matchAll(/^(#+ .+|\*\*.+?\.\*\*)/gm)].map(([, part]) => part);
    expect(parts).toEqual([
      `# ${id}`,
      '**Seen.**',
      '**Why it matters.**',
      '**Fix.**',
      '**Verify.**',
      '**Accepting.**',
    ]);
  });
});
