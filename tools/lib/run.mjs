// Runs one command for tools/test.mjs. Node's built-ins only.

import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { environment, root } from './workspace.mjs';

const interruptions = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** How long a command that was told to end may take to tidy up before it is killed. */
const graceMs = 20_000;

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Runs a command in the workspace, its output shown and nothing on its stdin. It gets a process group of its own,
 * which is ended as a whole after `deadlineMs` or when this process is told to end.
 *
 * @returns what went wrong as a sentence, or undefined when the command ended with 0
 */
export function run([command, ...args], deadlineMs) {
  const child = spawn(command, args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let late = false;
  let kill;
  const end = (signal) => {
    signalGroup(child, signal);
    kill = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  };
  const deadline = setTimeout(() => {
    late = true;
    end('SIGTERM');
  }, deadlineMs);
  const handlers = Object.entries(interruptions).map(([signal, code]) => {
    const handler = () => {
      end(signal);
      child.once('close', () => process.exit(code));
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  const settled = new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      const name = basename(command);
      if (late) resolve(`${name} took longer than ${deadlineMs / 60_000} minutes`);
      else resolve(code === 0 ? undefined : `${name} ended with ${signal ?? code}`);
    });
  });
  return settled.finally(() => {
    clearTimeout(deadline);
    clearTimeout(kill);
    for (const remove of handlers) remove();
  });
}
