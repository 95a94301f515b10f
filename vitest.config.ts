import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each takes minutes, most of them waiting: begun last, it would run alone at the end. */
const longest = /\/(rejoin\.e2e|faults\.e2e|engine\.contract)\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => longest.test(moduleId);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** Two hosts with a kernel of their own: their processors are emulated, which takes minutes and both cores. */
const vms = 'apps/e2e/src/vms.e2e.ts';

export default defineConfig({
  // `@muster/*` comes from the paths in tsconfig.base.json.
  resolve: { tsconfigPaths: true },
  test: {
    allowOnly: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,libs}/*/src/**/*.spec.ts'],
          // Each file loading NestJS and gRPC anew took longer than all the tests.
          isolate: false,
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
          // The first start of an engine of another version puts its file system together.
          hookTimeout: 400_000,
          // They wait more than they work: for joins to nowhere, for daemons, for machines that boot.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: { name: 'vms', include: [vms] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['apps/e2e/src/**/*.e2e.ts'],
          exclude: [vms],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Two labs beside each other: while one waits for a host that is gone, the other one works.
          maxWorkers: 2,
        },
      },
    ],
  },
});
