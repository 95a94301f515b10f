import { FakeEngine } from './fake-engine.js';
import { VirtualClock } from './virtual-clock.js';

export type FakeHostOptions = {
  /** What other hosts dial. */
  readonly address?: string;
  /** Of its Engine. */
  readonly version?: string;
};

/** Hosts with fake engines that can reach each other, on one virtual clock. */
export class FakeWorld {
  readonly clock = new VirtualClock();
  readonly #hosts: FakeEngine[] = [];
  #ids = 0;

  addHost(name: string, options: FakeHostOptions = {}): FakeEngine {
    const address = options.address ?? `192.0.2.${this.#hosts.length + 1}`;
    const host = new FakeEngine(this, { name, address, version: options.version ?? '20.10.24' });
    this.#hosts.push(host);
    return host;
  }

  /** @param remote `192.0.2.1:2377`. */
  hostAt(remote: string): FakeEngine | undefined {
    return this.#hosts.find(({ address }) => remote === `${address}:2377`);
  }

  /** What a verb of the agent works with on this host, on this world's time. */
  contextOf(engine: FakeEngine, timeoutMs = 120_000) {
    const lines: string[] = [];
    return {
      engine,
      machine: engine.machine,
      signal: this.clock.deadline(timeoutMs),
      clock: this.clock,
      log: (line: string): void => {
        lines.push(line);
      },
      lines: lines as readonly string[],
    };
  }

  /** An id that nothing else in this world has. */
  newId(kind: string): string {
    this.#ids += 1;
    return `${kind}${this.#ids}`.padEnd(25, '0');
  }
}
