import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Readable } from 'node:stream';

/** Drives the built command from outside, as people and other programs do. */

const bin = fileURLToPath(new URL('../../bin/muster-lab.js', import.meta.url));
const bundle = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Outcome {
  /** Exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly outcome: Promise<Outcome>;
  /** Resolves when stderr holds the text; rejects when the command ends without. */
  readonly said: (text: string) => Promise<void>;
}

export function startCommand(...args: string[]): Running {
  if (!existsSync(bundle))
    throw new Error(`${bundle} is missing: build it with "nx run lab:build"`);
  const child = spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const { promise: outcome, resolve, reject } = Promise.withResolvers<Outcome>();
  child.once('error', reject);
  child.once('close', (code, signal) => {
    resolve({ code: signal ?? code, stdout, stderr });
  });
  const said = async (text: string): Promise<void> => {
    const heard = Promise.withResolvers<undefined>();
    const listen = (): void => {
      if (stderr.includes(text)) heard.resolve(undefined);
    };
    listen();
    child.stderr.on('data', listen);
    child.once('close', () => {
      heard.reject(new Error(`it ended without saying "${text}": ${stderr}`));
    });
    await heard.promise;
  };
  return { child, outcome, said };
}

export const command = async (...args: string[]): Promise<Outcome> => startCommand(...args).outcome;

/** The command's stdout. @throws when it does not end with 0. */
export async function successful(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await command(...args);
  if (code !== 0) throw new Error(`muster-lab ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}
