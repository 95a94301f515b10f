// Makes this machine ready for everything else here: npm packages (Node 24 is one of them) and Debian packages.
// Says what it does; does nothing when nothing is to do. Node's built-ins only.
//
//   node tools/setup.mjs

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianPackages } from './lib/debian.mjs';
import { bin, root } from './lib/workspace.mjs';

class SetupError extends Error {}

function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new SetupError(`Node 20 or newer is needed, this is ${process.version}.`);
  if (process.platform !== 'linux') {
    throw new SetupError(
      `Muster runs on Linux only (network namespaces), this is ${process.platform}.`,
    );
  }
}

/** Whether node_modules holds what package-lock.json says, judged by npm's own record of what it installed. */
function packagesAreCurrent() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { version, optional }]) =>
      // npm leaves out optional packages made for other machines.
      path in installed ? installed[path].version === version : optional === true,
    );
}

function installPackages() {
  console.log('setup: installing npm packages (npm ci --ignore-scripts)');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, error } = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw new SetupError(`npm could not be started: ${error.message}`);
  if (status !== 0) {
    throw new SetupError(
      `npm failed (see above). Once its registry can be reached, run: npm ${args.join(' ')}`,
    );
  }
}

function checkNode24() {
  if (existsSync(bin('node')) || Number(process.versions.node.split('.')[0]) >= 24) return;
  throw new SetupError(
    `Node 24 is needed, this is ${process.version}, and npm installed none for this CPU (${process.arch}). ` +
      'Install Node 24 and put it first on PATH.',
  );
}

function setup() {
  checkMachine();
  let changed = false;
  if (!packagesAreCurrent()) {
    installPackages();
    changed = true;
  }
  checkNode24();
  const missing = debianPackages.missing();
  if (missing.length > 0) {
    debianPackages.install(missing);
    changed = true;
  }
  console.log(changed ? 'setup: done' : 'setup: nothing to do');
}

try {
  setup();
} catch (error) {
  if (!(error instanceof SetupError) && !(error instanceof debianPackages.Error)) throw error;
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}
