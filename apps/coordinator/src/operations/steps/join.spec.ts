import { FleetError } from '@muster/kernel';
import { aFleet, anInventory } from '@muster/testkit';
import { describe, expect, it } from 'vitest';
import { join } from './join.js';
import { JoinTokens } from './join-tokens.js';
import type { StepContext } from './step-context.js';

type Sent = { readonly host: string; readonly kind: string; readonly args: object };

/** A context in which a manager hands out `tokens` in turn, and joins are answered by `answer`. */
function standing(tokens: readonly string[], answer: (token: string) => void) {
  const sent: Sent[] = [];
  const left = [...tokens];
  const said: string[] = [];
  const dispatch = (host: string, action: { kind: string; args: object }) => {
    sent.push({ host, ...action });
    if (action.kind === 'fetchJoinToken') return { changed: false, value: left.shift() };
    answer((action.args as { joinToken: string }).joinToken);
    return { changed: true, value: undefined };
  };
  const inventory = anInventory().member('a').none('b');
  const ctx = {
    spec: aFleet().manager('a').worker('b'),
    signal: new AbortController().signal,
    tokens: new JoinTokens(),
    inventory: () => inventory,
    observe: () => Promise.resolve(inventory),
    dispatch: (...args: Parameters<typeof dispatch>) =>
      new Promise((resolve) => {
        resolve(dispatch(...args));
      }),
    progress: (message: string) => said.push(message),
  } as unknown as StepContext;
  return { ctx, sent, said };
}

const refuse = (): never => {
  throw new FleetError('denied', 'the join token is not valid');
};

describe('joining', () => {
  it('fetches the token from a manager and hands it on', async () => {
    const { ctx, sent } = standing(['t1'], () => undefined);
    await expect(join({ host: 'b', role: 'worker' }, ctx)).resolves.toEqual({ changed: true });
    expect(sent).toMatchObject([
      { host: 'a', kind: 'fetchJoinToken', args: { role: 'worker' } },
      { host: 'b', kind: 'ensureJoined', args: { joinToken: 't1', role: 'worker' } },
    ]);
  });

  it('fetches it once for all joins of a wave', async () => {
    const { ctx, sent } = standing(['t1'], () => undefined);
    await Promise.all([1, 2, 3].map(() => join({ host: 'b', role: 'worker' }, ctx)));
    expect(sent.filter(({ kind }) => kind === 'fetchJoinToken')).toHaveLength(1);
  });

  it('fetches it again when it was refused: somebody may have rotated it', async () => {
    const { ctx, sent, said } = standing(['old', 'new'], (token) => {
      if (token === 'old') refuse();
    });
    await join({ host: 'b', role: 'worker' }, ctx);
    expect(sent.at(-1)).toMatchObject({ kind: 'ensureJoined', args: { joinToken: 'new' } });
    expect(said.join()).not.toMatch(/old|new/);
  });

  it('gives up when a fresh one is refused too', async () => {
    const { ctx } = standing(['old', 'new'], refuse);
    await expect(join({ host: 'b', role: 'worker' }, ctx)).rejects.toMatchObject({
      code: 'denied',
    });
  });
});
