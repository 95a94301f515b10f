import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  /** Milliseconds; the process is killed then. */
  readonly timeoutMs?: number;
  /** Called with each piece of standard output as it comes. */
  readonly onStdout?: (text: string) => void;
};

/** Runs a command to its end. Never rejects for an exit code: what it answered is the result. */
export async function run(command: readonly string[], options: RunOptions = {}): Promise<Result> {
  const [file = '', ...args] = command;
  const { timeoutMs = 300_000, env = process.env, input, onStdout } = options;
  const child = spawn(file, args, {
    env,
    stdio: 'pipe',
    signal: AbortSignal.timeout(timeoutMs),
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onStdout?.(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}

/** Runs a command that must succeed. @returns its standard output, trimmed. @throws with everything it said. */
export async function must(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(command, options);
  if (code === 0) return stdout.trim();
  throw new Error(`${command.join(' ')}: exit code ${String(code)}\n${stderr}${stdout}`);
}

/** A process that goes on in the background, with its output in a file. */
export class Daemon {
  readonly logFile: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(command: readonly string[], logFile: string, env: NodeJS.ProcessEnv = process.env) {
    this.logFile = logFile;
    const [file = '', ...args] = command;
    mkdirSync(dirname(logFile), { recursive: true });
    this.#child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(logFile, { flags: 'a' });
    this.#child.stdout?.pipe(log, { end: false });
    this.#child.stderr?.pipe(log, { end: false });
    this.#ended = once(this.#child, 'exit');
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to stop, and kills it when it does not within 30 s. Harmless when it has ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.running) return;
    this.#child.kill(signal);
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 30_000);
    await this.#ended;
    clearTimeout(kill);
  }
}
