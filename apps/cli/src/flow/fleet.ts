import type { Context } from '../context.js';
import { Stop } from '../stop.js';
import { some } from '../text/text.js';

/** The fleet that is meant: the one named, else the only one there is. */
export async function pickFleet(
  { coordinator }: Context,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return named;
  const { fleets } = await coordinator.fleets();
  const [only, ...others] = fleets;
  if (only === undefined)
    throw Stop.failed('no-fleet', 'the coordinator knows no fleet yet', [
      'Write a fleet spec and apply it: muster up -f FILE',
    ]);
  if (others.length === 0) return only.fleet;
  const names = fleets.map((each) => each.fleet);
  throw Stop.usage(
    `there are ${names.length} fleets: ${some(names, 32)}`,
    'Say which one: --fleet NAME',
  );
}
