import { PassThrough, Writable } from 'node:stream';
import { run } from '../run.js';
import { noonMs } from './samples.js';

type Setting = {
  /** Whether somebody sits there. */
  readonly tty?: boolean;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly interrupt?: AbortSignal;
  /** Called with all that was written so far. */
  readonly onOutput?: (text: string) => void;
};

export type Result = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `muster` inside the test, with streams of its own. */
export async function muster(argv: readonly string[], setting: Setting = {}): Promise<Result> {
  const tty = setting.tty === true ? { isTTY: true, columns: 100, rows: 30 } : {};
  const stdin = Object.assign(new PassThrough(), tty);
  stdin.end(setting.stdin ?? '');
  const out = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') => {
    const write = (chunk: Buffer, _encoding: string, done: () => void) => {
      out[name] += chunk.toString();
      setting.onOutput?.(out.stdout + out.stderr);
      done();
    };
    return Object.assign(new Writable({ write }), tty);
  };
  const code = await run(argv, {
    stdin,
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: setting.env ?? {},
    now: () => noonMs + 4_000,
    interrupt: setting.interrupt ?? new AbortController().signal,
  });
  return { code, ...out };
}
