/** `time` is RFC 3339 in UTC; a `list` is of texts, a `map` of texts by text. */
export type CellType = 'text' | 'integer' | 'boolean' | 'time' | 'list' | 'map';

type Plain = {
  readonly text: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly time: string;
  readonly list: readonly string[];
  readonly map: Readonly<Record<string, string>>;
};

/** What stands in a row under a column. `null` = not known, or there is none. */
export type Cell = Plain[CellType] | null;

export type Column<T extends CellType = CellType, N extends boolean = boolean> = {
  readonly type: T;
  /** Whether a row may say null. */
  readonly nullable: N;
  /** What it means, as a phrase. */
  readonly about: string;
  /** `bytes`, `milliseconds`, `addresses`. */
  readonly unit?: string;
};

export type Columns = Readonly<Record<string, Column>>;
export type Row = Readonly<Record<string, Cell>>;

export type RowOf<C extends Columns> = {
  readonly [K in keyof C]: Plain[C[K]['type']] | (C[K]['nullable'] extends true ? null : never);
};

const builder =
  <T extends CellType, N extends boolean>(type: T, nullable: N) =>
  (about: string, unit?: string): Column<T, N> => ({
    ...{ type, nullable, about },
    ...(unit !== undefined && { unit }),
  });

export const text = builder('text', false);
export const textOrNull = builder('text', true);
export const integer = builder('integer', false);
export const integerOrNull = builder('integer', true);
export const flag = builder('boolean', false);
export const flagOrNull = builder('boolean', true);
export const timeOrNull = builder('time', true);
export const list = builder('list', false);
export const map = builder('map', false);

/** `networkId` → `network_id`: what a column or table is called in SQL. */
export const sqlName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
