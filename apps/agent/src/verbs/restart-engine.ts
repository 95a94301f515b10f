import { FleetError } from '@muster/kernel';
import { changed, type Verb, type VerbContext } from './context.js';

export const restartEngine: Verb<'restartEngine'> = async (_, ctx) => {
  await restartIdleEngine(ctx);
  return changed;
};

/** @throws unsupported when the administrator did not say how; precondition naming the containers that run. */
export async function restartIdleEngine(ctx: VerbContext): Promise<void> {
  if (ctx.restartEngine === undefined) {
    throw new FleetError(
      'unsupported',
      'restart dockerd on this host (systemctl restart docker), or start its agent with --restart-engine',
    );
  }
  const running = await ctx.engine.runningContainers(ctx.signal);
  if (running.length > 0) {
    throw new FleetError(
      'precondition',
      `restart dockerd on this host when ${running.join(', ')} may be interrupted`,
    );
  }
  ctx.log?.('restarting the Engine');
  await ctx.restartEngine(ctx.signal);
}
