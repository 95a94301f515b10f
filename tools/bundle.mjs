// Bundles an app: apps/APP/src/main.ts → apps/APP/dist/main.js.
//
//   node tools/bundle.mjs APP

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/workspace.mjs';

/** What differs from app to app. The agent runs on hosts that bring their own, older Node. */
const apps = {
  agent: { target: 'node20', minifySyntax: true, minifyWhitespace: true },
  cli: { target: 'node20' },
  // Nest loads its optional parts by name at run time, which a bundler cannot follow.
  coordinator: { target: 'node24', packages: 'external' },
  lab: { target: 'node24' },
};

/** dockerode requires ssh2 (and that a native module) when it is loaded, for `ssh://` engines that nobody uses here. */
const withoutSsh = {
  name: 'without-ssh',
  setup(build) {
    build.onResolve({ filter: /^(ssh2|cpu-features)$/ }, ({ path }) => ({
      path,
      namespace: 'without-ssh',
    }));
    build.onLoad({ filter: /.*/, namespace: 'without-ssh' }, () => ({
      contents: `exports.Client = class { constructor() { throw new Error('engines over SSH are not supported'); } };`,
      loader: 'js',
    }));
  },
};

// CommonJS packages inside an ES module still call require() for Node's built-ins.
const requireBanner =
  `import { createRequire as __createRequire } from 'node:module';` +
  `const require = __createRequire(import.meta.url);`;

const app = process.argv[2];
if (!Object.hasOwn(apps, app ?? '')) {
  console.error(`usage: node tools/bundle.mjs ${Object.keys(apps).join('|')}`);
  process.exit(2);
}

const appDir = join(root, 'apps', app);
const outdir = join(appDir, 'dist');
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: [join(appDir, 'src/main.ts')],
  outfile: join(outdir, 'main.js'),
  tsconfig: join(root, 'tsconfig.json'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  // Errors show the names of their classes.
  keepNames: true,
  sourcemap: true,
  legalComments: 'eof',
  banner: { js: requireBanner },
  plugins: [withoutSsh],
  logLevel: 'info',
  ...apps[app],
}).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});
