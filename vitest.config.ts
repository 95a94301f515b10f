import { defineConfig } from 'vitest/config';

export default defineConfig({
  // `@muster/*` comes from the paths in tsconfig.base.json.
  resolve: { tsconfigPaths: true },
  test: {
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,libs}/*/src/**/*.spec.ts'],
          testTimeout: 10_000,
          hookTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['{apps,libs}/*/src/**/*.contract.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // They wait more than they work: for joins to nowhere, for daemons, for machines that boot.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['apps/e2e/src/**/*.e2e.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
