import type { NodeRole } from '@muster/inventory';

/**
 * The join tokens of one wave. Fetched when the first join needs one, shared by the joins beside it, and gone with the
 * wave: never stored, logged, journaled or put in an answer.
 */
export class JoinTokens {
  readonly #tokens = new Map<NodeRole, Promise<string>>();

  /** `fetch` runs only when nobody fetched this role's token before. A failed fetch is not kept. */
  get(role: NodeRole, fetch: () => Promise<string>): Promise<string> {
    const known = this.#tokens.get(role);
    if (known !== undefined) return known;
    const token = fetch();
    this.#tokens.set(role, token);
    token.catch(() => {
      this.forget(role);
    });
    return token;
  }

  /** After a refusal: somebody may have rotated it. */
  forget(role: NodeRole): void {
    this.#tokens.delete(role);
  }
}
