import { type Engine, engineError } from '@muster/docker';

/** What the system says of the socket of a daemon that is gone. */
export const notRunning = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** What every call to a fake engine has in common: it is counted, and tests can get in before it. */
export class FakeCalls {
  readonly #hooks: { readonly call: keyof Engine; readonly act: () => unknown }[] = [];
  readonly #made: string[] = [];

  /** The names of the calls so far that reached the Engine. */
  get calls(): readonly string[] {
    return this.#made;
  }

  beforeNext(call: keyof Engine, act: () => unknown): void {
    this.#hooks.push({ call, act });
  }

  /** The messages are those of the real adapter, whose mapping this goes through. @throws FleetError. */
  async make<T>(
    engine: { readonly name: string; readonly isRunning: boolean },
    call: keyof Engine,
    signal: AbortSignal,
    act: () => T | Promise<T>,
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      if (!engine.isRunning) throw notRunning();
      this.#made.push(call);
      const index = this.#hooks.findIndex((hook) => hook.call === call);
      if (index >= 0) await this.#hooks.splice(index, 1)[0]?.act();
      return await act();
    } catch (error) {
      throw engineError(error, `${call} on ${engine.name}`, signal);
    }
  }
}
