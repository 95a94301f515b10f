// Runs a script on Node 24 after setting everything up and building it. Node's built-ins only: on a fresh clone nothing is
// installed yet.

import { spawnSync } from 'node:child_process';
import { bin, environment, node, root } from './workspace.mjs';

/** Runs one command with our terminal; ends this process when it fails. */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** `script` gets the arguments of this process. Needs root. */
export function runPrepared(script) {
  if (process.getuid?.() !== 0) {
    console.error('Network namespaces and Docker Engines need root: run this as root.');
    process.exit(1);
  }
  // Ctrl-C reaches the child too, which cleans up; this process ends with its result.
  process.on('SIGINT', () => undefined);
  run(process.execPath, 'tools/setup.mjs');
  run(bin('nx'), 'run-many', '-t', 'build', '--outputStyle=static');
  run(node(), script, ...process.argv.slice(2));
}
