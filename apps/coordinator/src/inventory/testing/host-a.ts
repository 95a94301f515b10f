import type { HostFacts } from '@muster/inventory';
import { anInventory } from '@muster/testkit';
import { AgentSession } from '../../agents/agent-session.js';

/** What a host of the name `a`, in no swarm, tells. */
export const facts = factsOf('a');

function factsOf(host: string): HostFacts {
  const facts = anInventory().none(host).hosts[host]?.facts;
  if (facts === undefined) throw new Error(`there are no facts of ${host}`);
  return facts;
}

/** All that the keeper asks of a session is whose it is. */
export const session = Object.create(AgentSession.prototype, {
  host: { value: 'a' },
  hello: { value: { reportsChanges: true } },
}) as AgentSession;
