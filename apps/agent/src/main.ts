#!/usr/bin/env -S MALLOC_ARENA_MAX=1 MALLOC_TRIM_THRESHOLD_=65536 node --lite-mode --single-threaded --gc-memory-reducer-start-delay-ms=20000
// An idle agent shall be small: V8 without compilers, and a C library that gives memory back, both only to be had at the
// start. What the agent does is waiting for others, in bursts: collecting has no threads of its own, and what a burst has
// left is collected after it and not, as V8 would after 8 s, in the middle.
import { FleetError } from '@muster/kernel';
import { createLogger, runUntilSignal } from '@muster/runtime';
import { startAgent } from './agent.js';
import { loadConfig, usage } from './config.js';

try {
  const config = loadConfig(process.argv.slice(2), process.env);
  if (config === undefined) {
    process.stdout.write(usage);
  } else {
    const log = createLogger('agent', config.logLevel);
    process.exitCode = await runUntilSignal(startAgent(config, log), ['SIGTERM', 'SIGINT'], log);
  }
} catch (thrown) {
  const fault = FleetError.from(thrown);
  process.stderr.write(`muster-agent: ${fault.message}\n`);
  if (fault.code === 'internal' && fault.stack !== undefined)
    process.stderr.write(`${fault.stack}\n`);
  process.exitCode = fault.code === 'invalid' ? 2 : 1;
}
