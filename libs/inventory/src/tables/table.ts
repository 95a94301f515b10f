import type { NetworkFact } from '../facts.js';
import { type Inventory, networksOf } from '../inventory.js';
import type { LatestVerification } from '../network-conditions.js';
import {
  type Columns,
  flag,
  type Row,
  type RowOf,
  text,
  textOrNull,
  timeOrNull,
} from './column.js';

/** What the tables are made from. */
export type View = {
  readonly inventory: Inventory;
  /** The fleet whose spec names the host; null = none does. */
  readonly fleetOf: (host: string) => string | null;
  /** What was seen of a network last, by the Engine's id; undefined = it was never verified. */
  readonly verificationOf: (networkId: string) => LatestVerification | undefined;
};

/** A documented set of flat rows. Every row belongs to one host: the one it is about, or the one that saw it. */
export type Table = {
  /** In camel case; `sqlName` makes the SQL name of it. */
  readonly name: string;
  readonly about: string;
  readonly columns: Columns;
  /** The columns that together name a row, beginning with `host`: rows come in their order. */
  readonly key: readonly string[];
  /** True: the rows follow from the record of their host alone. False: also from what other hosts say. */
  readonly local: boolean;
  /** Cells by which hosts are told apart: most values stand on one host only. */
  readonly index?: Index;
  /** @param only rows of networks that it takes, where the table has rows of networks and the asker wants no others. */
  readonly rows: (view: View, host: string, only?: Only) => readonly Row[];
};

export type Index = {
  readonly columns: readonly string[];
  /** Tells every cell under these columns, without the cost of whole rows. */
  readonly visit: (view: View, host: string, tell: (column: string, value: string) => void) => void;
};

export type Only = (network: NetworkFact) => boolean;

/** The host's networks, or those of them that are asked for. */
export const networksIn = (
  { inventory }: View,
  host: string,
  only?: Only,
): readonly NetworkFact[] => {
  const all = networksOf(inventory, host);
  return only === undefined ? all : all.filter(only);
};

type Definition<C extends Columns> = Omit<Table, 'columns' | 'rows' | 'key'> & {
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
  readonly rows: (view: View, host: string, only?: Only) => readonly RowOf<C>[];
};

/** Rows of which every column is checked against what the table says of it. */
export const defineTable = <C extends Columns>(definition: Definition<C>): Table => definition;

/** What every row of every table says of where it comes from. */
export const originColumns = {
  host: text('The host that it is of, as the spec or its agent names it.'),
  fleet: textOrNull('The fleet whose spec names the host; null = none does.'),
  observedAt: timeOrNull("When the host's agent saw it, by the host's clock."),
  stale: flag("True: the host's agent has no session now, so this may be no longer so."),
};

export const originOf = (
  { inventory, fleetOf }: View,
  host: string,
): RowOf<typeof originColumns> => {
  const record = inventory.hosts[host];
  return {
    host,
    fleet: fleetOf(host),
    observedAt: record?.facts?.observedAt ?? null,
    stale: record?.connected !== true,
  };
};
