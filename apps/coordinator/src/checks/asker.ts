import type { Unknown } from '@muster/inventory';
import { FleetError } from '@muster/kernel';
import type { CommandArgs, CommandKind, CommandValue } from '@muster/protocol';
import type { SessionHub } from '../agents/session-hub.js';

export type AskerDeps = { readonly hub: Pick<SessionHub, 'session' | 'dispatch' | 'events'> };

/**
 * Asks hosts for evidence. Who cannot answer is an Unknown with the reason, never an error: a check goes on without him.
 * An agent that disconnects is not waited for, since its witness went with its process or its answers came too late.
 */
export class Asker implements Disposable {
  readonly #gone = new Map<string, AbortController>();
  readonly #onGone = (host: string): void => {
    this.#gone.get(host)?.abort(new FleetError('unavailable', 'its agent disconnected'));
    this.#gone.delete(host);
  };

  constructor(private readonly deps: AskerDeps) {
    deps.hub.events.on('disconnected', this.#onGone);
  }

  [Symbol.dispose](): void {
    this.deps.hub.events.off('disconnected', this.#onGone);
  }

  /** Never rejects. */
  async ask<K extends CommandKind>(
    host: string,
    action: { readonly kind: K; readonly args: CommandArgs[K] },
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<CommandValue[K] | Unknown> {
    if (this.deps.hub.session(host) === undefined) return unknown('its agent is not connected');
    const gone = this.#goneOf(host);
    try {
      const options = { timeoutMs, signal: AbortSignal.any([signal, gone.signal]) };
      return (await this.deps.hub.dispatch(host, action, options)).value;
    } catch (thrown) {
      if (gone.signal.aborted) return unknown('its agent disconnected during the check');
      return unknown(reasonOf(FleetError.from(thrown), timeoutMs));
    }
  }

  #goneOf(host: string): AbortController {
    const known = this.#gone.get(host);
    if (known !== undefined) return known;
    const gone = new AbortController();
    this.#gone.set(host, gone);
    return gone;
  }
}

export const isUnknown = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'unknown';

const unknown = (reason: string): Unknown => ({ kind: 'unknown', reason });

function reasonOf({ code, message }: FleetError, timeoutMs: number): string {
  if (code === 'deadline') return `its agent did not answer within ${String(timeoutMs)} ms`;
  return message;
}
