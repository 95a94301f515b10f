import { spawn } from 'node:child_process';
import { failed } from '../domain/errors.js';

export interface RunOptions {
  /** Milliseconds until the command is killed; 30 seconds unless told. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** The whole environment of the command; PATH and LANG unless told. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** What the lab's own helpers see: nothing of the caller's proxies, Docker contexts and languages. */
export const plainEnv: NodeJS.ProcessEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  HOME: '/root',
};

/**
 * Runs a command to its end, and until everybody who inherited its output has closed it.
 * @returns what it wrote to stdout.
 * @throws LabError when it cannot start, fails or outlasts its deadline, with the last lines it wrote to stderr.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const deadline = AbortSignal.timeout(options.deadlineMs ?? 30_000);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  signal.throwIfAborted();
  const child = spawn(command, args, {
    env: options.env ?? plainEnv,
    stdio: 'pipe',
    signal,
    killSignal: 'SIGKILL',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A command that ends before it has read its input is judged by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.on('error', (cause) => {
    const seen = deadline.aborted ? 'took too long' : cause.message;
    reject(failed(`${command} ${args[0] ?? ''}: ${seen}`, cause));
  });
  child.on('close', (code, killedBy) => {
    if (code === 0) return resolve(text(stdout));
    const said =
      lastLines(text(stderr), 5) || `ended with ${killedBy ?? `exit code ${String(code)}`}`;
    reject(failed(`${command}: ${said}`));
  });
  return promise;
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');

export const lastLines = (written: string, count: number): string =>
  written.trimEnd().split('\n').slice(-count).join('\n');
