// What tools/prove-boundaries.mjs plants.

/** The folder, in a project's src/, where it is planted. */
export const planted = '__planted__';

/** Each: what is forbidden, what to plant per folder (the first file is linted), and the rule that must report it. */
export const violations = [
  {
    name: 'domain imports an edge',
    files: { 'libs/plan/src': `export type { Engine } from '@muster/docker';` },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'kernel imports the domain',
    files: { 'libs/kernel/src': `export * from '@muster/spec';` },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'inventory imports plan',
    files: { 'libs/inventory/src': `export * from '@muster/plan';` },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'an app imports another app by its path',
    files: {
      'apps/agent/src': `export * from '../../../coordinator/src/${planted}/planted.js';`,
      'apps/coordinator/src': `export const planted = 1;`,
    },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'an app imports another app by its package name',
    files: { 'apps/cli/src': `export * from '@muster/coordinator';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'a scenario imports a library',
    files: { 'apps/e2e/src': `export * from '@muster/kernel';` },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'testkit is imported outside of tests',
    files: { 'apps/agent/src': `export * from '@muster/testkit';` },
    rule: '@nx/enforce-module-boundaries',
  },
  {
    name: 'domain imports a Node built-in',
    files: { 'libs/plan/src': `export { readFileSync } from 'node:fs';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'domain imports a Node built-in by its bare name',
    files: { 'libs/spec/src': `export { readFileSync } from 'fs';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'kernel imports a framework',
    files: { 'libs/kernel/src': `export { Injectable } from '@nestjs/common';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'domain reads the clock',
    files: { 'libs/plan/src': `export const now = (): number => Date.now();` },
    rule: 'no-restricted-syntax',
  },
  {
    name: 'domain is async',
    files: { 'libs/inventory/src': `export const later = async () => { await null; };` },
    rule: 'no-restricted-syntax',
  },
  {
    name: 'dockerode is imported outside of libs/docker',
    files: { 'apps/agent/src': `export { default } from 'dockerode';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'Nest is imported outside of the coordinator',
    files: { 'libs/runtime/src': `export { Injectable } from '@nestjs/common';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'the store is opened outside of the coordinator',
    files: { 'apps/agent/src': `export { DatabaseSync } from 'node:sqlite';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'pino is imported outside of runtime and the coordinator',
    files: { 'apps/agent/src': `export { pino } from 'pino';` },
    rule: '@typescript-eslint/no-restricted-imports',
  },
  {
    name: 'two files import each other',
    files: {
      'libs/runtime/src': [
        `import { b } from './other.js';\nexport const a = (): number => b();`,
        `import { a } from './planted.js';\nexport const b = (): number => a();`,
      ],
    },
    rule: 'import-x/no-cycle',
  },
  {
    name: 'a promise floats',
    files: { 'libs/runtime/src': `export const f = (): void => { Promise.resolve(); };` },
    rule: '@typescript-eslint/no-floating-promises',
  },
];

/** What is allowed, planted in the same way: without it, a rule that forbids everything would look as good. */
export const controls = [
  {
    name: 'plan may import spec, inventory and kernel',
    files: {
      'libs/plan/src': `import '@muster/spec';\nimport '@muster/inventory';\nimport '@muster/kernel';`,
    },
  },
  {
    name: 'an edge may import the domain and Node built-ins',
    files: {
      'libs/docker/src': `import '@muster/inventory';\nimport 'node:fs';`,
    },
  },
  {
    name: 'libs/docker may import dockerode',
    files: { 'libs/docker/src': `import 'dockerode';` },
  },
  {
    name: 'an app may import edges',
    files: { 'apps/agent/src': `import '@muster/docker';` },
  },
  {
    name: 'a test may import testkit',
    files: { 'libs/docker/src': `import '@muster/testkit';` },
    file: 'planted.spec.ts',
  },
];
