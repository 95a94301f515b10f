import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { FleetError } from '@muster/kernel';
import { Mutex, withSignal, within } from '@muster/runtime';

/** How long one command of nft may take, and its end. Milliseconds. */
const commandMs = 10_000;
const endMs = 3_000;

/** What `nft -j list …` prints, one object of the ruleset each. */
export type NftObjects = readonly Readonly<Record<string, unknown>>[];

/**
 * A live `nft -j -i`: the table that it makes with the flag owner lives as long as it does. It ends when its standard input
 * does, so also when this process is killed.
 */
export class NftProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #gone: Promise<void>;
  readonly #turns = new Mutex();
  #out: string[] = [];
  #complaint = '';
  #fault: FleetError | undefined;
  #onLine: (line: string) => void = () => undefined;
  #onComplaint: (error: FleetError) => void = () => undefined;

  constructor() {
    this.#child = spawn('nft', ['-j', '-i'], { stdio: 'pipe', env: environment() });
    const { stdout, stderr, stdin } = this.#child;
    // It is no reason for this process to live on.
    for (const it of [this.#child, stdin, stdout, stderr] as { unref?(): void }[]) it.unref?.();
    stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#read(text);
    });
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint += text;
      if (/error|not permitted/i.test(this.#complaint)) this.#onComplaint(this.#said());
    });
    // That it ended is told by its end.
    stdin.on('error', () => undefined);
    this.#gone = new Promise((resolve) => {
      this.#child.on('error', (error: NodeJS.ErrnoException) => {
        const why = error.code === 'ENOENT' ? 'nft is not installed' : `nft: ${error.message}`;
        this.#end(new FleetError('unsupported', why, { cause: error }));
        resolve();
      });
      this.#child.on('close', () => {
        this.#end(this.#said());
        resolve();
      });
    });
  }

  /**
   * Makes a table by a line of commands, all of them or none.
   *
   * @param chain one of those that it makes.
   * @throws unsupported with nft's words when it refuses, and then this process is of no more use; deadline; cancelled.
   */
  async make(table: string, commands: string, chain: string, signal: AbortSignal): Promise<void> {
    await this.#turns.run(() =>
      this.#ask([commands], [`list chain inet ${table} ${chain}`], signal),
    );
  }

  /**
   * Sets with all that is in them. One by one: nft 1.0.6 cannot write a table with flags as JSON (it takes whatever is in
   * memory for their names).
   *
   * @throws unsupported with nft's words; deadline; cancelled.
   */
  async sets(table: string, names: readonly string[], signal: AbortSignal): Promise<NftObjects> {
    const lines = names.map((name) => `list set inet ${table} ${name}`);
    return this.#turns.run(() => this.#ask([], lines, signal));
  }

  /** Resolves when it is gone, and its table with it. */
  async close(): Promise<void> {
    if (this.#fault !== undefined) return;
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), endMs);
    await this.#gone;
    clearTimeout(timer);
  }

  /** One at a time. @param silent lines that print nothing. @param telling lines that print a line of JSON each. */
  async #ask(
    silent: readonly string[],
    telling: readonly string[],
    signal: AbortSignal,
  ): Promise<NftObjects> {
    if (this.#fault !== undefined) throw this.#fault;
    const told: string[] = [];
    const answer = new Promise<void>((resolve, reject) => {
      this.#onComplaint = reject;
      this.#onLine = (line) => {
        told.push(line);
        if (told.length === telling.length) resolve();
      };
    });
    this.#complaint = '';
    this.#child.stdin.write([...silent, ...telling, ''].join('\n'));
    await withSignal(answer, within(signal, commandMs), 'waiting for nft');
    return told.flatMap((line) => (JSON.parse(line) as { nftables: NftObjects }).nftables);
  }

  #read(text: string): void {
    const [end = '', ...lines] = text.split('\n');
    this.#out.push(end);
    for (const next of lines) {
      const line = this.#out.join('');
      this.#out = [next];
      if (line !== '') this.#onLine(line);
    }
  }

  #said(): FleetError {
    const [first = ''] = this.#complaint.trim().split('\n', 1);
    return new FleetError('unsupported', first === '' ? 'nft ended' : `nft: ${first}`);
  }

  #end(fault: FleetError): void {
    this.#fault ??= fault;
    this.#onComplaint(this.#fault);
  }
}

/**
 * Without a home, or nft keeps all its lines in ~/.nft.history and reads them all when it starts; and without what keeps this
 * process small, which costs nft a quarter of its time.
 */
function environment(): NodeJS.ProcessEnv {
  const { MALLOC_ARENA_MAX: _arenas, MALLOC_TRIM_THRESHOLD_: _trim, ...rest } = process.env;
  return { ...rest, HOME: '/dev/null' };
}
