// Sets the machine up and runs every check there is: `npm test`. Ends with the line `N passed, N failed`.
//
//   node tools/test.mjs                    everything
//   node tools/test.mjs --only lint,unit   some stages only
//
// Node's built-ins only: on a fresh clone nothing is installed yet.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './lib/run.mjs';
import { fromExit, fromReport, fromVitest } from './lib/results.mjs';
import { bin, node, root } from './lib/workspace.mjs';

const reports = join(root, '.cache/test');
const minutes = (n) => n * 60_000;

/** A stage that is one test: it passes when every command ends with 0. */
const check = (name, ...commands) => ({ name, commands, deadline: minutes(5), count: fromExit });

/** A stage of many tests, counted from Vitest's own report. */
function vitest(project, deadline, needs = () => undefined) {
  const report = join(reports, `${project}.json`);
  const command = [
    ...[bin('vitest'), 'run', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ];
  return { name: project, commands: [command], deadline, needs, count: fromVitest(report) };
}

function boundaries() {
  const report = join(reports, 'boundaries.json');
  const command = [bin('nx'), 'run', 'muster:prove-boundaries', `--report=${report}`];
  return { ...check('boundaries', command), count: fromReport(report) };
}

const needsRoot = () =>
  process.getuid() === 0 ? undefined : 'real engines and network namespaces need root: run as root';

/** Waits for the network and the disk rather than for processors, so it goes on beside the stages after it. */
function labs() {
  const everything = ['--vms', '--engines', '20.10,26.1,28.5'];
  // By name: on a fresh clone, Node 24 is not there yet when this is read.
  const command = ['node', join(root, 'apps/lab/dist/main.js'), 'prepare', ...everything];
  return { ...check('labs', command), deadline: minutes(15), needs: needsRoot, isBeside: true };
}

const setup = check('setup', [process.execPath, 'tools/setup.mjs']);
setup.deadline = minutes(10);

const stages = [
  check('gen', [node(), 'tools/gen-proto.mjs', '--check']),
  check(
    'proto',
    [bin('buf'), 'lint', 'proto'],
    [bin('buf'), 'format', '--diff', '--exit-code', 'proto'],
  ),
  check('build', [bin('nx'), 'run-many', '-t', 'build']),
  labs(),
  // One processor for a minute: the other one has enough to do meanwhile.
  { ...check('lint', [bin('nx'), 'run', 'muster:lint']), isBeside: true },
  check('format', [bin('prettier'), '--check', '.']),
  check('types', [bin('nx'), 'run', 'muster:typecheck']),
  boundaries(),
  vitest('unit', minutes(8)),
  vitest('contract', minutes(10), needsRoot),
  vitest('e2e', minutes(20), needsRoot),
  // Not beside others: their processors are emulated, which needs both cores.
  vitest('vms', minutes(15), needsRoot),
];

/** Runs a stage to its end, whatever happens in it, and returns its name, counts and duration. */
async function perform(stage) {
  console.log(`\n━━ ${stage.name} ${'━'.repeat(Math.max(0, 76 - stage.name.length))}`);
  const start = performance.now();
  const counts = await outcome(stage);
  const seconds = (performance.now() - start) / 1000;
  return { name: stage.name, ...counts, seconds };
}

async function outcome({ name, commands, deadline, needs, count }) {
  const missing = needs?.();
  if (missing) return { passed: 0, failed: 1, problems: [missing] };
  const problems = [];
  for (const command of commands) {
    const problem = await run(command, deadline);
    if (problem) problems.push(`${problem} (npm test -- --only ${name})`);
  }
  return count(problems);
}

function select(only) {
  if (only === undefined) return stages;
  const names = only.split(',');
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map(({ name }) => name).join(', ');
    console.error(`no such stage: ${unknown.join(', ')} (there are ${known})`);
    process.exit(2);
  }
  return stages.filter((stage) => names.includes(stage.name));
}

function summarise(results) {
  console.log('\n━━ summary');
  for (const { name, passed, failed, seconds } of results) {
    const time = `${seconds.toFixed(1)} s`.padStart(9);
    console.log(
      `${name.padEnd(12)}${String(passed).padStart(5)} passed${String(failed).padStart(5)} failed${time}`,
    );
  }
  // Here and not where they arose: the end is what is kept of a long run.
  for (const { name, problems = [] } of results)
    for (const problem of problems) console.log(`${name}: ${problem}`);
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const selected = select(values.only);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** One after the other. What goes on beside them has ended before the first that needs root, as it does. */
async function performAll(selected) {
  const results = [];
  for (const stage of selected) {
    if (stage.needs === needsRoot) await Promise.all(results);
    const result = perform(stage);
    results.push(result);
    if (!stage.isBeside) await result;
  }
  return Promise.all(results);
}

const results = [await perform(setup)];
const ready = results[0].failed === 0;
const notRun = ({ name }) => ({ name, passed: 0, failed: 1, seconds: 0 });
results.push(...(ready ? await performAll(selected) : selected.map(notRun)));

summarise(results);
if (!ready) console.log('Nothing but setup was run, because setup failed: see its message above.');
if (values.only) console.log(`Only these stages were run: ${values.only}`);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;
