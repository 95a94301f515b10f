// What a task of a network's verification runs: bundled by itself, without dependencies, beside the agent.
import type { ProbeSettings } from './settings.js';
import { Task } from './task.js';

const settings = JSON.parse(process.argv[2] ?? '{}') as ProbeSettings;
const task = new Task(settings, process.env['MUSTER_NODE'] ?? '');

const lineOf = (said: object) => `${JSON.stringify(said)}\n`;

// It is process 1 of its container: without handler, a signal does nothing.
process.on('SIGTERM', () => {
  process.stdout.write(lineOf({ report: task.report() }), () => process.exit(0));
});
process.on('SIGUSR2', () => {
  task.go();
});
setTimeout(() => process.exit(0), settings.lifetimeMs);

process.stdout.write(lineOf({ started: true }));
await task.run();
process.stdout.write(lineOf({ done: true }));
