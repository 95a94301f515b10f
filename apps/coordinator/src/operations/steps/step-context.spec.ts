import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { aManager, type StepContext } from './step-context.js';

const spec = aFleet().manager('a').worker('b');
type Seen = StepContext['planned'];
const seeing = (inventory: Seen, planned: Seen = inventory) =>
  ({ spec, planned, inventory: () => inventory }) as unknown as StepContext;

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

  it('is the one that there was when the step was planned, while it is too busy to answer', () => {
    const planned = anInventory().member('a').none('b');
    const busy = anInventory().engineDown('a', 'no answer within 10 s').none('b');
    expect(aManager(seeing(busy, planned))).toMatchObject({ host: 'a' });
  });

  it('is not one that says by now that it is in no swarm', () => {
    const planned = anInventory().member('a').none('b');
    expect(() => aManager(seeing(anInventory().none('a').none('b'), planned))).toThrow(
      expect.objectContaining({ code: 'precondition' }),
    );
  });
});
