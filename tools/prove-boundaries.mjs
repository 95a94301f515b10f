// Proves that the lint rules which hold the architecture together still bite: plants one violation of each kind in
// the tree, lints it, and expects the rule to report it (and nothing where the import is allowed). Needs Nx's project
// graph, without which the boundary rule silently checks nothing, so run it through Nx:
//
//   nx run muster:prove-boundaries [--report=FILE]     FILE gets {passed, failed} as JSON

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ESLint } from 'eslint';
import { controls, planted, violations } from './lib/violations.mjs';
import { projectRoots, root } from './lib/workspace.mjs';

function unplant() {
  for (const project of projectRoots()) {
    rmSync(join(project, 'src', planted), { recursive: true, force: true });
  }
}

/** Writes the files and returns the path of the one to lint. */
function plant({ files, file = 'planted.ts' }) {
  const paths = Object.entries(files).flatMap(([dir, sources]) =>
    [sources].flat().map((source, index) => {
      const path = join(root, dir, planted, index === 0 ? file : 'other.ts');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${source}\n`);
      return path;
    }),
  );
  return paths[0];
}

/** The ids of the rules that report what is planted, by a fresh ESLint that has cached nothing of the tree. */
async function reported(planting) {
  try {
    const [result] = await new ESLint({ cwd: root }).lintFiles([plant(planting)]);
    return result.messages.filter((m) => m.severity === 2).map((m) => m.ruleId ?? m.message);
  } finally {
    unplant();
  }
}

async function holds({ name, rule, ...planting }) {
  const rules = await reported(planting);
  const ok = rule === undefined ? rules.length === 0 : rules.includes(rule);
  const expected = rule === undefined ? 'nothing to report' : rule;
  const seen = ok ? '' : `; reported instead: ${rules.join(', ') || 'nothing'}`;
  console.log(`${ok ? 'ok' : 'FAILED'}: ${name} → ${expected}${seen}`);
  return ok;
}

for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  process.on(signal, () => {
    unplant();
    process.exit(code);
  });
}

const { values } = parseArgs({ options: { report: { type: 'string' } } });
unplant();
let passed = 0;
const plantings = [...violations, ...controls];
for (const planting of plantings) {
  if (await holds(planting)) passed += 1;
}
const failed = plantings.length - passed;
if (values.report) writeFileSync(values.report, JSON.stringify({ passed, failed }));
console.log(`${passed} of ${plantings.length} held`);
process.exitCode = failed > 0 ? 1 : 0;
