import { isMap, isNode, isScalar, isSeq, type LineCounter, type Pair, type YAMLMap } from 'yaml';
import type { Place } from '../problem.js';

/** Where each part of a text stands. Lines are 1-based. */
export class Positions {
  /** Looking a key up in a YAML map is linear, and an absurd text asks for each of its keys. */
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(
    private readonly contents: unknown,
    private readonly lines: LineCounter,
  ) {}

  /** Line of the value at the place, or of the nearest part around it that exists. */
  readonly lineOf = (place: Place): number | undefined => {
    let line = this.#line(this.contents);
    let node = this.contents;
    for (const part of place) {
      node = this.#child(node, part);
      line = this.#line(node) ?? line;
    }
    return line;
  };

  /** Line of the key itself in the mapping at the place. */
  readonly lineOfKey = (place: Place, key: string): number | undefined => {
    const map = place.reduce((node, part) => this.#child(node, part), this.contents);
    return this.#line(this.#pair(map, key)?.key) ?? this.lineOf(place);
  };

  #child(node: unknown, part: string | number): unknown {
    if (isSeq(node)) return node.items[Number(part)];
    return this.#pair(node, String(part))?.value;
  }

  #pair(node: unknown, key: string): Pair | undefined {
    if (!isMap(node)) return undefined;
    const known = this.#pairs.get(node) ?? byKey(node);
    this.#pairs.set(node, known);
    return known.get(key);
  }

  #line(node: unknown): number | undefined {
    return isNode(node) && node.range ? this.lines.linePos(node.range[0]).line : undefined;
  }
}

function byKey(map: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = map.items as readonly Pair[];
  return new Map(pairs.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
}
