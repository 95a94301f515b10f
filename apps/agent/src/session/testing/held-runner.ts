import type { Command, CommandKind, Outcome } from '@muster/protocol';
import { CommandRunner } from '../command-runner.js';

export type Run = {
  readonly action: Command['action'];
  readonly signal: AbortSignal;
  readonly finish: (outcome?: Outcome<CommandKind>) => void;
  readonly fail: (error: unknown) => void;
};

/** A runner whose verbs end when the test says so, or fail when their signal aborts; `runs` is what was begun. */
export function heldRunner(): { readonly runner: CommandRunner; readonly runs: Run[] } {
  const runs: Run[] = [];
  const runner = new CommandRunner((action, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome<CommandKind>>();
    const finish = (outcome = done(true)) => {
      resolve(outcome);
    };
    runs.push({ action, signal, finish, fail: reject });
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    return promise;
  });
  return { runner, runs };
}

export const done = (changed: boolean): Outcome<CommandKind> => ({ changed, value: undefined });

/** All that can happen without a timer has happened. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

let ids = 0;
export const command = (action: Command['action'], extra: Partial<Command> = {}): Command => ({
  id: `c${String((ids += 1))}`,
  timeoutMs: 60_000,
  action,
  ...extra,
});
/** A command that changes the host. */
export const leave = (extra?: Partial<Command>): Command =>
  command({ kind: 'ensureLeft', args: { force: false } }, extra);
/** A command that only looks. */
export const look = (extra?: Partial<Command>): Command =>
  command({ kind: 'collectFacts', args: {} }, extra);

export const failed = (code: string) => ({ ok: false, error: { code } });
