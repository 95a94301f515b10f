// Sets everything up, then shows it: three real Docker Engines become one swarm with working overlay networks.
//
//   npm run demo             on a terminal, keeps the lab up until Ctrl-C
//   npm run demo -- --once   cleans up at once and ends with the result
//
// Node's built-ins only: on a fresh clone nothing is installed yet.

import { spawnSync } from 'node:child_process';
import { bin, environment, node, root } from './lib/workspace.mjs';

/** Runs one command with our terminal; ends this process when it fails. */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
  if (error) console.error(`demo: ${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

if (process.getuid?.() !== 0) {
  console.error('demo: network namespaces and Docker Engines need root. Run as root: npm run demo');
  process.exit(1);
}
// Ctrl-C reaches the child too, which cleans up; this process ends with its result.
process.on('SIGINT', () => undefined);
run(process.execPath, 'tools/setup.mjs');
run(bin('nx'), 'run-many', '-t', 'build', '--outputStyle=static');
run(node(), 'apps/e2e/src/demo.ts', ...process.argv.slice(2));
