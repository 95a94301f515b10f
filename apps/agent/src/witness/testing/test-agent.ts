import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { FleetError, type FleetErrorCode } from '@muster/kernel';
import type { CommandArgs, CommandValue } from '@muster/protocol';
import { build } from 'esbuild';

type CheckKind = 'openWitness' | 'sendProbes' | 'collectWitness';
type Reply = {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly code: FleetErrorCode; readonly message: string };
};
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** A process that does an agent's part in port checks, in the network that it was started in. */
export class TestAgent {
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  private constructor(private readonly child: ChildProcessByStdio<Writable, Readable, null>) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#settle(JSON.parse(line) as Reply);
    });
    child.on('exit', () => {
      for (const { reject } of this.#waiting.values())
        reject(new Error('the test agent has ended'));
    });
  }

  /** @param entering wraps a command line so that it runs where the agent shall be. */
  static async start(
    entering: (command: readonly string[]) => [string, string[]],
  ): Promise<TestAgent> {
    const [file, args] = entering([process.execPath, await bundle()]);
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const agent = new TestAgent(child);
    await new Promise((resolve, reject) => agent.#waiting.set(0, { resolve, reject }));
    return agent;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  open(args: CommandArgs['openWitness']): Promise<CommandValue['openWitness']> {
    return this.#ask('openWitness', args);
  }

  /** Answers when what it sent has arrived where it can, unless at once is asked for. */
  send(
    args: Omit<CommandArgs['sendProbes'], 'atOnce'> & { readonly atOnce?: boolean },
  ): Promise<CommandValue['sendProbes']> {
    return this.#ask('sendProbes', { atOnce: false, ...args });
  }

  /** As it is now; or waits that long while fewer packets have arrived. */
  collect(checkId: string, expected = 0, patienceMs = 0): Promise<CommandValue['collectWitness']> {
    return this.#ask('collectWitness', { checkId, expected, patienceMs });
  }

  /** As the kernel does when it runs out of memory: nothing can be done about it. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.stdin.end();
    await gone;
  }

  async #ask<K extends CheckKind>(kind: K, args: CommandArgs[K]): Promise<CommandValue[K]> {
    const id = (this.#next += 1);
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.child.stdin.write(`${JSON.stringify({ id, action: { kind, args } })}\n`);
    // The other side is this very code.
    return (await answer) as CommandValue[K];
  }

  #settle({ id, value, error }: Reply): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new FleetError(error.code, error.message));
  }
}

let bundling: Promise<string> | undefined;

/** The path of `peer.ts` as one file of JavaScript, beside what else tests write. */
function bundle(): Promise<string> {
  return (bundling ??= makeBundle());
}

const folder = fileURLToPath(new URL('../../../../../.cache/test', import.meta.url));

async function makeBundle(): Promise<string> {
  const outfile = join(folder, 'witness-peer.mjs');
  // Other test files may be using it, or making it: it is whole whenever it is there.
  const mine = `${outfile}.${randomUUID()}`;
  await build({
    entryPoints: [fileURLToPath(new URL('./peer.ts', import.meta.url))],
    outfile: mine,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  renameSync(mine, outfile);
  return outfile;
}
