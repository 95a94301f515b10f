import 'reflect-metadata';
import { FleetError } from '@muster/kernel';
import { createLogger, runUntilSignal } from '@muster/runtime';
import { loadConfig, usage } from './config.js';
import { startCoordinator } from './coordinator.js';

try {
  const config = loadConfig(process.argv.slice(2));
  if (config === undefined) {
    process.stdout.write(usage);
  } else {
    const log = createLogger('coordinator', config.logLevel);
    const coordinator = await startCoordinator(config, log);
    process.exitCode = await runUntilSignal(coordinator, ['SIGTERM', 'SIGINT'], log);
  }
} catch (thrown) {
  const fault = FleetError.from(thrown);
  process.stderr.write(`muster-coordinator: ${fault.message}\n`);
  if (fault.code === 'internal' && fault.stack !== undefined)
    process.stderr.write(`${fault.stack}\n`);
  process.exitCode = fault.code === 'invalid' ? 2 : 1;
}
