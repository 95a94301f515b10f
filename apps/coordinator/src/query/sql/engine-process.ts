import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FleetError } from '@muster/kernel';
import type { Answer, QueryResult, Work } from './sql-engine.js';

/** Thrown for SQL that is wrong or asks for what it may not. */
export class SqlFault extends Error {
  constructor(
    readonly code: 'sql-invalid' | 'sql-refused',
    message: string,
  ) {
    super(message);
  }
}

/** What one piece of work may use; beyond it the whole process is ended. */
export type Bounds = {
  readonly timeMs: number;
  /** On top of what it has when the work begins. Bytes. */
  readonly memoryBytes: number;
};

type Waiting = {
  readonly resolve: (result: QueryResult | null) => void;
  readonly reject: (fault: Error) => void;
};

const watchMs = 20;
const pageBytes = 4_096;

/** Beside this module, whether it is bundled or run as it was written. */
const script = fileURLToPath(
  import.meta.url.endsWith('.ts')
    ? new URL('./sql-engine.ts', import.meta.url)
    : new URL('./sql-engine.js', import.meta.url),
);

/** One process with one database in memory (sql-engine.ts). Does one piece of work at a time. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  /** Why it is ended, when that was our doing. */
  #why: FleetError | undefined;
  #gone = false;

  constructor() {
    // No environment: nothing of the coordinator's is in there. No permission but to read itself.
    this.#child = fork(script, [], {
      env: {},
      execArgv: [
        '--permission',
        `--allow-fs-read=${dirname(script)}/*`,
        '--max-old-space-size=512',
        '--no-warnings',
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (answer: Answer) => {
      this.#answered(answer);
    });
    this.#child.on('error', () => {
      this.#end();
    });
    this.#child.on('exit', () => {
      this.#end();
    });
    this.#sacrifice();
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** @throws SqlFault; deadline, exhausted when it was ended for that; unavailable when it ended by itself. */
  async perform(work: Work, bounds: Bounds): Promise<QueryResult | null> {
    if (this.#gone) throw this.#fault();
    const watch = this.#watch(bounds);
    try {
      return await new Promise<QueryResult | null>((resolve, reject) => {
        const id = (this.#asked += 1);
        this.#waiting.set(id, { resolve, reject });
        this.#child.send({ id, work }, (error) => {
          if (error !== null) this.#end();
        });
      });
    } finally {
      clearInterval(watch);
    }
  }

  /** Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#gone) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  #watch({ timeMs, memoryBytes }: Bounds): NodeJS.Timeout {
    const deadline = performance.now() + timeMs;
    const most = this.#memory() + memoryBytes;
    return setInterval(() => {
      if (performance.now() > deadline) this.#kill(tooLong(timeMs));
      else if (this.#memory() > most) this.#kill(tooMuch(memoryBytes));
    }, watchMs);
  }

  #kill(why: FleetError): void {
    this.#why ??= why;
    this.#child.kill('SIGKILL');
  }

  /** Resident, bytes; 0 when it is gone. */
  #memory(): number {
    try {
      const [, pages = '0'] = readFileSync(`/proc/${String(this.#child.pid)}/statm`, 'utf8').split(
        ' ',
      );
      return Number(pages) * pageBytes;
    } catch {
      return 0;
    }
  }

  /** When the machine runs out of memory, this process goes first, and not the coordinator. */
  #sacrifice(): void {
    try {
      writeFileSync(`/proc/${String(this.#child.pid)}/oom_score_adj`, '1000');
    } catch {
      // It could not be started, which `exit` tells.
    }
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.result);
    else waiting?.reject(new SqlFault(answer.code, answer.message));
  }

  #end(): void {
    this.#gone = true;
    for (const { reject } of this.#waiting.values()) reject(this.#fault());
    this.#waiting.clear();
  }

  #fault(): FleetError {
    return this.#why ?? new FleetError('unavailable', 'the process that answers SQL has ended');
  }
}

const tooLong = (ms: number): FleetError =>
  new FleetError('deadline', `the query took longer than ${String(ms)} ms`);
const tooMuch = (bytes: number): FleetError =>
  new FleetError('exhausted', `the query took more than ${String(bytes >> 20)} MiB of memory`);
