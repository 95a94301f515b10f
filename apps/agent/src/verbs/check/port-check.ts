import { FleetError } from '@muster/kernel';
import type { PortCheck } from '../../witness/index.js';
import type { Verb, VerbContext } from '../context.js';

// A check changes nothing on the host that would stay.

export const openWitness: Verb<'openWitness'> = async (args, ctx) => ({
  changed: false,
  value: await portCheck(ctx).open(args, ctx.signal),
});

export const sendProbes: Verb<'sendProbes'> = async (args, ctx) => ({
  changed: false,
  value: await portCheck(ctx).send(args, ctx.signal),
});

export const collectWitness: Verb<'collectWitness'> = async (args, ctx) => ({
  changed: false,
  value: await portCheck(ctx).collect(args, ctx.signal),
});

function portCheck({ portCheck: port }: VerbContext): PortCheck {
  if (port !== undefined) return port;
  throw new FleetError('unsupported', 'this agent takes no part in port checks');
}
