// Bundles an app: apps/APP/src/main.ts → apps/APP/dist/main.js.
//
//   node tools/bundle.mjs APP

import { chmodSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/workspace.mjs';

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

/** The agent uses dockerode's modem only; image builds bring a second proto-loader and tar along, and load them at once. */
const onlyTheModem = {
  name: 'only-the-modem',
  setup(build) {
    build.onResolve({ filter: /^\.\/(session|buildkit|util)$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/dockerode/lib/')
        ? { path, namespace: 'only-the-modem' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'only-the-modem' }, () => ({
      contents: `module.exports = () => { throw new Error('image builds are not supported'); };`,
      loader: 'js',
    }));
  },
};

/**
 * The modem renders each request with all that hangs on it for a debug line, also while nobody debugs: a tenth of what a
 * look costs the agent.
 */
const quietModem = {
  name: 'quiet-modem',
  setup(build) {
    build.onLoad({ filter: /\/docker-modem\/lib\/modem\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(/debug\('Sending: %s', util\.inspect\(.*?\)\);/s, '');
      if (contents === source) throw new Error(`${path} renders its requests otherwise now`);
      return { contents, loader: 'js' };
    });
  },
};

/** proto-loader describes every message for gRPC reflection, in protobuf's own terms. The agent is asked for no reflection. */
const withoutDescriptors = {
  name: 'without-descriptors',
  setup(build) {
    build.onResolve({ filter: /^protobufjs\/ext\/descriptor$/ }, ({ path }) => ({
      path,
      namespace: 'without-descriptors',
    }));
    build.onLoad({ filter: /.*/, namespace: 'without-descriptors' }, () => ({
      contents: `const { Root, Type, Enum } = require('protobufjs');
        const nothing = { $type: { toObject: () => ({}) } };
        Root.prototype.toDescriptor = () => ({ file: [] });
        Type.prototype.toDescriptor = Enum.prototype.toDescriptor = () => nothing;`,
      resolveDir: root,
      loader: 'js',
    }));
  },
};

/**
 * Has Node's built-ins required rather than imported. Node reads every export of a built-in that is imported, also those
 * that load on first use: `node:http` then loads all of undici for its WebSocket, `node:crypto` WebCrypto. That is 3 MB, and
 * 40 ms.
 */
const requiredBuiltins = {
  name: 'required-builtins',
  setup(build) {
    const names = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind === 'import-statement' && names.has(path)
        ? { path, namespace: 'required-builtins' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'required-builtins' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/** What differs from app to app. The agent runs on hosts that bring their own, older Node. */
const apps = {
  agent: {
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    // Each of the thousands of names would be a changed function object. Unminified names survive by themselves.
    keepNames: false,
    alias: { 'readable-stream': 'node:stream' },
    plugins: [withoutSsh, onlyTheModem, quietModem, withoutDescriptors, requiredBuiltins],
    // It runs alone in a container: no package.json says there what kind of module it is, and nothing else is beside it.
    alone: { 'overlay-probe.mjs': 'src/overlay-probe/main.ts' },
  },
  // It is started anew for each command: what it does not load or read it does not wait for.
  cli: {
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: false,
    plugins: [withoutSsh, requiredBuiltins],
  },
  // Nest loads its optional parts by name at run time, which a bundler cannot follow.
  coordinator: {
    target: 'node24',
    packages: 'external',
    // A process of its own, started from a file of its own.
    besides: { 'sql-engine': 'src/query/sql/sql-engine.ts' },
  },
  lab: { target: 'node24' },
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
const { besides = {}, alone = {}, ...options } = apps[app];
rmSync(outdir, { recursive: true, force: true });
const main = build({
  absWorkingDir: root,
  entryPoints: Object.entries({ main: 'src/main.ts', ...besides }).map(([out, source]) => ({
    out,
    in: join(appDir, source),
  })),
  outdir,
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
  ...options,
});

const small = Object.entries(alone).map(([out, source]) =>
  build({
    entryPoints: [join(appDir, source)],
    outfile: join(outdir, out),
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: options.target,
    logLevel: 'info',
  }),
);

await Promise.all([main, ...small]).then(
  // Each can be started as it is where its first line names an interpreter.
  () => chmodSync(join(outdir, 'main.js'), 0o755),
  () => {
    // esbuild has said what is wrong.
    process.exitCode = 1;
  },
);
