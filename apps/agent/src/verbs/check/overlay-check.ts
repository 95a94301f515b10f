import { FleetError } from '@muster/kernel';
import type { OverlayCheck } from '../../overlay/overlay-check.js';
import type { Verb, VerbContext } from '../context.js';

// What a verification makes is gone when it is over; see verify.proto.

export const prepareVerification: Verb<'prepareVerification'> = async (args, ctx) => ({
  changed: true,
  value: await overlayCheck(ctx).prepare(args, ctx),
});

export const startVerification: Verb<'startVerification'> = async (args, ctx) => ({
  changed: await overlayCheck(ctx).start(args, ctx),
  value: undefined,
});

export const watchVerification: Verb<'watchVerification'> = async (args, ctx) => ({
  changed: false,
  value: { tasks: await overlayCheck(ctx).watch(args, ctx) },
});

export const awaitVerification: Verb<'awaitVerification'> = async (args, ctx) => {
  await overlayCheck(ctx).await(args, ctx);
  return { changed: false, value: undefined };
};

export const collectVerification: Verb<'collectVerification'> = async (args, ctx) => ({
  changed: false,
  value: await overlayCheck(ctx).collect(args, ctx),
});

export const endVerification: Verb<'endVerification'> = async (args, ctx) => ({
  changed: await overlayCheck(ctx).end(args, ctx),
  value: undefined,
});

export const clearVerification: Verb<'clearVerification'> = async (args, ctx) => ({
  changed: await overlayCheck(ctx).clear(args, ctx),
  value: undefined,
});

export const sweepVerifications: Verb<'sweepVerifications'> = async (args, ctx) => ({
  changed: await overlayCheck(ctx).sweepBut(args, ctx),
  value: undefined,
});

function overlayCheck({ overlayCheck: it }: VerbContext): OverlayCheck {
  if (it !== undefined) return it;
  throw new FleetError('unsupported', 'this agent takes no part in verifications of networks');
}
