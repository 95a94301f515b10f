import type { Collected, Opened } from '@muster/probe';
import type { CommandArgs, ProbesSent } from '@muster/protocol';

/** A host's part in port mesh checks. */
export interface PortCheck {
  /** @throws cancelled; deadline. That there can be no witness here is told in the answer. */
  open(order: CommandArgs['openWitness'], signal: AbortSignal): Promise<Opened>;
  /** @throws precondition when the check was not opened here; cancelled; deadline. */
  send(order: CommandArgs['sendProbes'], signal: AbortSignal): Promise<ProbesSent>;
  /** @throws not_found; precondition when there is no witness, with the reason; cancelled; deadline. */
  collect(order: CommandArgs['collectWitness'], signal: AbortSignal): Promise<Collected>;
  /** Ends all checks. Resolves when nothing of them is left. */
  close(): Promise<void>;
}

/**
 * The part of a host that is seldom asked: everything that it needs is loaded on the first check.
 */
export function createPortCheck(): PortCheck {
  let loading: Promise<PortCheck> | undefined;
  const load = () => (loading ??= import('./checks.js').then(({ Checks }) => new Checks()));
  return {
    open: async (order, signal) => (await load()).open(order, signal),
    send: async (order, signal) => (await load()).send(order, signal),
    collect: async (order, signal) => (await load()).collect(order, signal),
    close: async () => {
      await (await loading)?.close();
    },
  };
}
