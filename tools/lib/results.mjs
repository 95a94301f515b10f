// How many tests a stage of tools/test.mjs had. Each function takes the stage's problems (sentences about commands
// that failed) and returns {passed, failed, problems}. Node's built-ins only.

import { existsSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** The stage is one test. */
export function fromExit(problems) {
  return problems.length === 0
    ? { passed: 1, failed: 0, problems }
    : { passed: 0, failed: 1, problems };
}

/** A command that failed is at least one failed test, even if its report does not say so. */
function atLeastOne({ passed, failed }, problems) {
  return { passed, failed: problems.length > 0 ? Math.max(1, failed) : failed, problems };
}

/** `file` holds {passed, failed} as JSON. */
export const fromReport = (file) => (problems) => {
  if (!existsSync(file)) return { passed: 0, failed: 1, problems: [...problems, 'no report'] };
  return atLeastOne(JSON.parse(readFileSync(file, 'utf8')), problems);
};

const firstLine = (text) => stripVTControlCharacters(text).split('\n', 1)[0].slice(0, 300);

/** `file` holds what Vitest's JSON reporter writes. A test that did not run is a failed one. Each that failed is named. */
export const fromVitest = (file) => (problems) => {
  if (!existsSync(file)) return { passed: 0, failed: 1, problems: [...problems, 'no report'] };
  const suites = JSON.parse(readFileSync(file, 'utf8')).testResults;
  const tests = suites.flatMap((suite) => suite.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const notRun = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  // A file that could not be loaded has no tests to count.
  const broken = suites.filter(
    ({ status, assertionResults }) =>
      status !== 'passed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failures = tests.filter(({ status }) => status === 'failed');
  const named = [
    ...failures.map(
      ({ fullName, failureMessages: [why = ''] }) => `${fullName}: ${firstLine(why)}`,
    ),
    ...notRun.map(({ fullName, status }) => `${fullName}: ${status}, which counts as failed`),
    ...broken.map(({ name }) => `${name}: the file failed as a whole`),
  ];
  const failed = tests.length - passed + broken.length;
  if (tests.length + broken.length === 0) problems.push('no tests were found');
  return atLeastOne({ passed, failed }, [...problems, ...named]);
};
