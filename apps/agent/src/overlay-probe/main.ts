// What a task of a network's verification runs: bundled by itself, without dependencies, beside the agent.
import type { ProbeSettings } from './settings.js';
import { Task } from './task.js';

const settings = JSON.parse(process.argv[2] ?? '{}') as ProbeSettings;
const task = new Task(settings, process.env['MUSTER_NODE'] ?? '');

const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

// It is process 1 of its container: without handler, a signal does nothing.
process.on('SIGTERM', () => process.exit(0));
process.on('SIGUSR2', () => {
  task.go();
  tell({ report: task.report() });
});
setTimeout(() => process.exit(0), settings.lifetimeMs);

tell({ started: true });
await task.run();
tell({ done: true });
