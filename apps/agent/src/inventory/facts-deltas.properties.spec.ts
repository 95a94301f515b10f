import type { HostFacts } from '@muster/inventory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create, FollowedHost } from './testing/followed-host.js';

const essence = ({ machine, docker }: HostFacts) => ({ machine, docker });

type Act = (host: FollowedHost) => unknown;
const names = ['bridge', 'host', 'a', 'b'] as const;
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 9 }))
    .map(([network, n]): Act => (it) => {
      it.host.attach(network, `c${n}`);
    }),
  fc.constantFrom(...names).map((network): Act => (it) => {
    it.host.detach(network);
  }),
  fc.constantFrom('a', 'b').map(
    (name): Act =>
      (it) =>
        create(it, name).catch(() => undefined),
  ),
  fc.boolean().map((runs): Act => (it) => {
    it.host.isRunning = runs;
  }),
  fc.constantFrom(1, 30, 500, 3_000, 70_000).map(
    (ms): Act =>
      (it) =>
        it.pass(ms),
  ),
  fc.constant<Act>((it) => it.look()),
);

describe('what was told, put together', () => {
  it('is what a look at everything says, after whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { maxLength: 12 }), async (sequence) => {
        const it = await FollowedHost.start();
        try {
          for (const act of sequence) await act(it);
          it.host.isRunning = true;
          await it.pass(30_000);
          expect(essence(it.copy as HostFacts)).toEqual(essence(await it.fresh()));
        } finally {
          it.stop();
        }
      }),
      { numRuns: 60 },
    );
  });
});
