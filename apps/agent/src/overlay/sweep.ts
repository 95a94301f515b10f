import { FleetError } from '@muster/kernel';
import type { VerbContext } from '../verbs/context.js';
import { clockOf } from '../verbs/context.js';
import { expiresLabel, repository, verificationLabel } from './names.js';
import { removeService } from './services.js';

/**
 * Clears away what verifications left that nobody will end any more: images of those that this agent does not know, and, on
 * a manager, services whose time is over. @returns whether something is left for later.
 */
export async function sweep(active: readonly string[], ctx: VerbContext): Promise<boolean> {
  const services = await sweepServices(ctx);
  const images = await sweepImages(active, ctx);
  return services || images;
}

/** Everything of all verifications but these: whoever asks knows that nobody makes them any more. */
export async function sweepBut(
  keep: readonly string[],
  ctx: VerbContext,
): Promise<{ readonly isChanged: boolean; readonly isLeft: boolean }> {
  const services = await managedServices(ctx);
  const old = services.filter(({ labels }) => !keep.includes(labels[verificationLabel] ?? ''));
  for (const { id } of old) await removeService(id, ctx);
  const before = await ownImages(ctx);
  const isLeft = await sweepImages(keep, ctx);
  const after = await ownImages(ctx);
  return { isChanged: old.length > 0 || after.length < before.length, isLeft };
}

async function sweepServices(ctx: VerbContext): Promise<boolean> {
  const services = await managedServices(ctx);
  const now = clockOf(ctx).now();
  const isOver = ({ labels }: (typeof services)[number]) => Number(labels[expiresLabel] ?? 0) < now;
  for (const { id } of services.filter(isOver)) await removeService(id, ctx);
  return services.some((service) => !isOver(service));
}

/** None where the host is no manager: a worker knows no services. */
async function managedServices(ctx: VerbContext) {
  try {
    return await ctx.engine.services({ label: verificationLabel }, ctx.signal);
  } catch (error) {
    if (FleetError.from(error).code === 'precondition') return [];
    throw error;
  }
}

async function sweepImages(active: readonly string[], ctx: VerbContext): Promise<boolean> {
  let isLeft = false;
  for (const reference of await ownImages(ctx)) {
    if (active.includes(reference.slice(repository.length + 1))) continue;
    isLeft = !(await tryToRemove(reference, ctx)) || isLeft;
  }
  return isLeft;
}

async function ownImages(ctx: VerbContext): Promise<readonly string[]> {
  const images = await ctx.engine.images({ repository }, ctx.signal);
  return images
    .flatMap((image) => image.references)
    .filter((reference) => reference.startsWith(`${repository}:`));
}

/** False while a container is made of it: its service is still there, and goes first. */
async function tryToRemove(reference: string, ctx: VerbContext): Promise<boolean> {
  try {
    await removeImage(reference, ctx);
    return true;
  } catch (error) {
    if (FleetError.from(error).code === 'conflict') return false;
    throw error;
  }
}

/** @returns whether it was there. */
export async function removeImage(reference: string, ctx: VerbContext): Promise<boolean> {
  try {
    await ctx.engine.removeImage(reference, ctx.signal);
    return true;
  } catch (error) {
    if (FleetError.from(error).code === 'not_found') return false;
    throw error;
  }
}
