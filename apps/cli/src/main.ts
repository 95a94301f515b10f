import { interruptOf, endWithoutReader } from './process.js';
import { run } from './run.js';

endWithoutReader(process);
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: Date.now,
  interrupt: interruptOf(process),
});
