import { isAlias, isCollection, isMap, isNode, isPair, isScalar, type YAMLMap } from 'yaml';
import { problem, type Problem } from '../problem.js';

export type LineAt = (offset: number) => number;

const maxValues = 500_000;
// The YAML library looks through all aliases for each of them.
const maxAliases = 5_000;

/**
 * What a YAML reader lets pass and we do not: keys given twice, keys that are no text, aliases to nothing, and aliases
 * that stand for absurdly much. Recurses as deep as the contents are nested, which `compose` has bounded.
 */
export function inspect(contents: unknown, lineAt: LineAt): readonly Problem[] {
  const inspector = new Inspector(lineAt);
  inspector.weigh(contents);
  return inspector.problems;
}

class Inspector {
  readonly problems: Problem[] = [];
  /** By anchor: what an alias to it stands for. Infinity while we are still inside. */
  readonly #weights = new Map<string, number>();
  #values = 0;
  #aliases = 0;

  constructor(private readonly lineAt: LineAt) {}

  /** The number of values that the node stands for, aliases expanded. */
  weigh(node: unknown): number {
    if (isPair(node)) return this.weigh(node.value);
    if (isAlias(node)) return this.#weighAlias(node, node.source);
    const anchor = isNode(node) && !isAlias(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#weights.set(anchor, Infinity);
    const weight = isCollection(node) ? this.#weighItems(node) : this.#count(1);
    if (anchor !== undefined) this.#weights.set(anchor, weight);
    return weight;
  }

  #weighItems(node: { readonly items: readonly unknown[] }): number {
    if (isMap(node)) this.#checkKeys(node);
    return node.items.reduce<number>((sum, item) => sum + this.weigh(item), this.#count(1));
  }

  #weighAlias(node: unknown, name: string): number {
    const weight = this.#weights.get(name);
    if (weight === undefined) this.#report(node, `has an alias *${name} to nothing`);
    this.#aliases += 1;
    if (this.#aliases === maxAliases + 1) this.#report(node, `has more than ${maxAliases} aliases`);
    return this.#count(weight ?? 1, node);
  }

  #count(weight: number, node?: unknown): number {
    const before = this.#values;
    this.#values += weight;
    if (before <= maxValues && this.#values > maxValues) {
      this.#report(node, `stands for more than ${maxValues} values, its aliases expanded`);
    }
    return weight;
  }

  #checkKeys(map: YAMLMap): void {
    const seen = new Set<string>();
    for (const { key } of map.items) {
      if (!isScalar(key)) {
        this.#report(key, 'has a key that is no plain text');
        continue;
      }
      const name = String(key.value);
      if (seen.has(name)) this.#report(key, `has the key "${name}" twice`);
      seen.add(name);
    }
  }

  #report(node: unknown, message: string): void {
    const line = isNode(node) && node.range ? { line: this.lineAt(node.range[0]) } : {};
    this.problems.push(problem('spec-not-yaml', message, line));
  }
}
