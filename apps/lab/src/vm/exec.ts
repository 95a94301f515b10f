import { constants } from 'node:os';
import { failed } from '../domain/errors.js';
import { vmPaths } from '../domain/paths.js';
import { runRemotely } from './client.js';
import { program } from './initramfs.js';

/** Passed on to the command. What cannot be caught ends the command with us. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** A command line that runs the command in the VM. */
export const vmCommandLine = (lab: string, host: string, command: readonly string[]): string[] => [
  ...[process.execPath, program, 'exec', '--name', lab, host, '--'],
  ...command,
];

/** Runs the command in the VM, and ends as it does. @throws LabError when the VM does not answer. */
export async function executeInVm(
  lab: string,
  host: string,
  command: readonly string[],
): Promise<void> {
  const { stdin: input, stdout: output, stderr: errors } = process;
  const remote = runRemotely(vmPaths(lab, host).commands, command, { input, output, errors });
  const listeners = passedOn.map((name) => [name, () => remote.signal(name)] as const);
  for (const [name, listener] of listeners) process.on(name, listener);
  const { code, signal, failure } = await remote.ending;
  for (const [name, listener] of listeners) process.off(name, listener);
  if (failure !== undefined) throw failed(`${host}: ${command[0] ?? ''}: ${failure}`);
  await written(output);
  await written(errors);
  if (signal !== null) process.kill(process.pid, signal);
  process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
}

/** Pipes are written to at once; this waits for what is not. */
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => {
    stream.write('', () => done());
  });
