import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import {
  boundaries,
  importing,
  importingOnly,
  owned,
  impureGlobals,
  impureSyntax,
} from './tools/lib/architecture.mjs';

/** What scripts outside of TypeScript use of Node's globals; in TypeScript the compiler knows better. */
const nodeGlobals = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setInterval',
    'setTimeout',
  ].map((name) => [name, 'readonly']),
);

const tests = ['**/*.spec.ts', '**/*.contract.ts', '**/*.e2e.ts'];
const pure = ['libs/{kernel,spec,inventory,plan,probe}/src/**/*.ts'];

export default tseslint.config(
  {
    ignores: ['**/node_modules', '**/dist', '.nx', '.cache', 'libs/protocol/src/gen'],
  },
  js.configs.recommended,
  {
    languageOptions: { globals: nodeGlobals },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'max-lines': ['warn', { max: 250 }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
    },
    rules: {
      ...boundaries(),
      ...importing(owned.dockerode, owned.nest, owned.store, owned.pino),
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'max-lines-per-function': ['warn', { max: 40, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['libs/docker/**/*.ts'],
    rules: importing(owned.nest, owned.store, owned.pino),
  },
  {
    files: ['libs/runtime/**/*.ts'],
    rules: importing(owned.dockerode, owned.nest, owned.store),
  },
  {
    files: ['apps/coordinator/**/*.ts'],
    rules: importing(owned.dockerode),
  },
  {
    files: pure,
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', ...impureSyntax],
      'no-restricted-globals': ['error', ...impureGlobals],
    },
  },
  {
    files: ['libs/{kernel,inventory,plan,probe}/src/**/*.ts'],
    ignores: tests,
    rules: importingOnly('ipaddr.js'),
  },
  {
    files: ['libs/spec/src/**/*.ts'],
    ignores: tests,
    rules: importingOnly('ipaddr.js', 'yaml', 'zod'),
  },
  {
    files: [...tests, 'libs/testkit/src/**/*.ts'],
    rules: {
      // Contract suites are one long describe(); fakes implement async ports without waiting.
      'max-lines-per-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // What tests of an app share lies in folders of that name.
    files: [...tests, 'apps/*/src/**/testing/**/*.ts'],
    ignores: ['apps/e2e/**'],
    rules: boundaries('type:test'),
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|skipIf|runIf|todo|only|fails)$/]',
          message: 'No test is skipped or singled out: what cannot run here must fail.',
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  prettier,
);
