import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { aManager, type StepContext } from './step-context.js';

const spec = aFleet().manager('a').worker('b');
const seeing = (inventory: ReturnType<StepContext['inventory']>) =>
  ({ spec, inventory: () => inventory }) as unknown as StepContext;

describe('a manager to ask', () => {
  it('is one that sees the fleet’s swarm', () => {
    expect(aManager(seeing(anInventory().member('a').none('b')))).toMatchObject({ host: 'a' });
  });

  it('is missing where no host of the spec is in a swarm', () => {
    expect(() => aManager(seeing(anInventory().none('a').none('b')))).toThrow(
      expect.objectContaining({ code: 'precondition' }),
    );
  });

  it('may be there and too busy to answer: worth another try', () => {
    const busy = anInventory().engineDown('a', 'no answer within 10 s').none('b');
    expect(() => aManager(seeing(busy))).toThrow(
      expect.objectContaining({
        code: 'unavailable',
        message: expect.stringContaining('no answer within 10 s') as string,
      }),
    );
  });
});
