import { failed } from '../domain/errors.js';
import { detachScript, ownerVariable } from '../scripts/inits.js';
import type { ProcessRef } from '../domain/state.js';
import { isRunning, refOf } from './processes.js';
import { plainEnv, run } from './run.js';

export type NamespaceKind = 'mount' | 'net' | 'pid' | 'uts';

export const ownedEnv = (lab: string): NodeJS.ProcessEnv => ({ ...plainEnv, [ownerVariable]: lab });

/**
 * Starts a process that keeps new namespaces alive, and waits until its script has said "ready".
 * @param args `$1`… of the script.
 * @param within what the command line begins with: `enter` of namespaces that it shall be in as well.
 */
export async function startInit(
  lab: string,
  kinds: readonly NamespaceKind[],
  script: string,
  args: readonly string[],
  signal: AbortSignal,
  within: readonly string[] = [],
): Promise<ProcessRef> {
  const [file = '', ...command] = [
    ...within,
    'unshare',
    ...kinds.map((kind) => `--${kind}`),
    '--',
    'sh',
    '-c',
    detachScript,
    'muster-lab',
    'sh',
    '-c',
    script,
    'muster-lab-init',
    ...args,
  ];
  const said = await run(file, command, { signal, env: ownedEnv(lab) });
  const words = said.split('\n');
  const init = refOf(Number(words.find((word) => /^\d+$/.test(word))));
  if (init === undefined || !words.includes('ready')) {
    throw failed(`the process that keeps the namespaces ended early: ${said.trim()}`);
  }
  return init;
}

/** The part of a command line that enters an init's namespaces; the command follows it. */
export function enter(init: ProcessRef, kinds: readonly NamespaceKind[]): string[] {
  if (!isRunning(init)) throw failed('the host has ended; run "muster-lab down" and start again.');
  return ['nsenter', '--target', String(init.pid), ...kinds.map((kind) => `--${kind}`), '--'];
}

/** Runs a command in the namespaces. */
export async function runIn(
  lab: string,
  init: ProcessRef,
  kinds: readonly NamespaceKind[],
  command: readonly string[],
  options: { readonly signal?: AbortSignal; readonly input?: string },
): Promise<string> {
  const [nsenter = '', ...args] = [...enter(init, kinds), ...command];
  return run(nsenter, args, { ...options, env: ownedEnv(lab) });
}
