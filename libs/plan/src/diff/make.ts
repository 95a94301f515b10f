import type { HostSpec } from '@muster/spec';
import type { Step, StepArgs, StepKind, StepOf } from '../step.js';

/** A step about one target; its id is made of the kind and the target. */
export function make<K extends StepKind>(
  kind: K,
  target: string,
  args: StepArgs[K],
  reason: string,
  needs: readonly string[] = [],
): Step {
  // TypeScript cannot see that kind and arguments belong together.
  return { id: `${kind} ${target}`, kind, args, needs, reason } as StepOf<K> as Step;
}

/** What a host says about its own addresses, for init and join. */
export function addressesOf(
  spec: HostSpec,
): Pick<StepArgs['swarm.join'], 'advertiseAddress' | 'listenAddress' | 'dataPathAddress'> {
  const { advertiseAddress, listenAddress, dataPathAddress } = spec;
  return {
    ...(advertiseAddress !== undefined && { advertiseAddress }),
    ...(listenAddress !== undefined && { listenAddress }),
    ...(dataPathAddress !== undefined && { dataPathAddress }),
  };
}
