// The architecture as lint rules for eslint.config.mjs; tools/prove-boundaries.mjs proves that they bite.

import { builtinModules } from 'node:module';

// ---- Which project may import which (tags are in each project.json) ----

/** Imports point down: apps → edges → domain → kernel. `extra` is what test files may use beyond that. */
function layers(...extra) {
  const only = (sourceTag, ...tags) => ({
    sourceTag,
    onlyDependOnLibsWithTags: tags.length > 0 ? [...tags, ...extra] : [],
  });
  return [
    only('type:app', 'type:edge', 'type:domain', 'type:kernel'),
    only('type:edge', 'type:domain', 'type:kernel'),
    only('type:domain', 'type:domain', 'type:kernel'),
    only('domain:inventory', 'type:kernel'),
    only('domain:spec', 'domain:inventory', 'type:kernel'),
    only('domain:plan', 'domain:spec', 'domain:inventory', 'type:kernel'),
    only('domain:probe', 'domain:spec', 'domain:inventory', 'type:kernel'),
    { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: extra },
    only('type:test', 'type:edge', 'type:domain', 'type:kernel'),
    // Scenarios drive the apps from outside, as a user does.
    only('type:e2e'),
  ];
}

// A library's tests use testkit, which uses the library: a cycle of projects, but not of files.
const testkitCycles = [
  'kernel',
  'spec',
  'inventory',
  'plan',
  'probe',
  'api',
  'protocol',
  'runtime',
  'docker',
].map((lib) => [lib, 'testkit']);

/** `extra`: the tags that these files may import besides. */
export const boundaries = (...extra) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: [],
      depConstraints: layers(...extra),
      ignoredCircularDependencies: testkitCycles,
    },
  ],
});

// ---- Which package belongs to which project ----

/** Packages, each with who may import them. */
export const owned = {
  dockerode: {
    regex: '^(dockerode|docker-modem)(/|$)',
    message: 'Only libs/docker talks to the Engine; use its Engine port.',
  },
  nest: {
    regex: '^(@nestjs/|nestjs-|@fastify/|fastify$|reflect-metadata|rxjs)',
    message: 'Nest stays inside apps/coordinator.',
  },
  store: {
    regex: '^(kysely(/|$)|node:sqlite$)',
    message: 'The store stays inside apps/coordinator.',
  },
  pino: {
    regex: '^pino(-|/|$)',
    message: 'Log through @muster/runtime.',
  },
};

const apps = {
  regex: '^@muster/(agent|cli|coordinator|e2e|lab)(/|$)',
  message: 'Nobody imports an app.',
};

/** The rule that forbids the given packages. */
export const importing = (...owners) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: [apps, ...owners] }],
});

const builtins = builtinModules.map((name) => name.replace(/^node:/, '')).join('|');

/** Pure libraries name what they may import; everything else is forbidden. */
export const importingOnly = (...packages) =>
  importing(
    {
      regex: `^(node:|(${builtins})(/|$))`,
      message: 'Domain and kernel are pure: no Node built-ins.',
    },
    {
      regex: `^(?!\\.{1,2}/|@muster/|(${packages.join('|').replaceAll('.', '\\.')})$|node:|(${builtins})(/|$))`,
      message: `Domain and kernel are pure: of the packages only ${packages.join(', ')} may be used here.`,
    },
  );

// ---- What pure code may not do ----

/** Options of no-restricted-syntax. */
export const impureSyntax = [
  [':function[async=true]', 'no async: take values, return values.'],
  ['AwaitExpression, ForOfStatement[await=true]', 'no async: take values, return values.'],
  ['Identifier[name=/^Promise(Like)?$/]', 'no async: take values, return values.'],
  ['ImportExpression', 'no dynamic import.'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'no clock: take the time as a value.'],
  ['CallExpression[callee.name="Date"]', 'no clock: take the time as a value.'],
  ['MemberExpression[object.name="Date"][property.name="now"]', 'no clock: take the time.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'no randomness: take a value.'],
].map(([selector, message]) => ({ selector, message: `Domain and kernel are pure: ${message}` }));

/** Options of no-restricted-globals. */
export const impureGlobals = [
  'Buffer',
  'console',
  'crypto',
  'fetch',
  'global',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
].map((name) => ({ name, message: 'Domain and kernel are pure: no I/O, clock or process.' }));
