type Row = {
  readonly small: Set<number>;
  readonly full: Set<number>;
  tcp: boolean;
  bulkBytes: number;
  bulkMs: number;
};

/** What came in, by the index of who sent it. */
export class Received {
  readonly #rows = new Map<number, Row>();

  of(peer: number): Row {
    const known = this.#rows.get(peer);
    if (known !== undefined) return known;
    const row = { small: new Set<number>(), full: new Set<number>(), tcp: false };
    const made = { ...row, bulkBytes: 0, bulkMs: 0 };
    this.#rows.set(peer, made);
    return made;
  }

  report() {
    return [...this.#rows].map(([peer, { small, full, tcp, bulkBytes, bulkMs }]) => ({
      ...{ peer, small: small.size, full: full.size, tcp, bulkBytes },
      bulkMs: Math.round(bulkMs * 100) / 100,
    }));
  }
}
