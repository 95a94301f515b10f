export * from './catalogue.js';
export * from './column.js';
export * from './hash.js';
export * from './order.js';
export * from './query/cursor.js';
export * from './query/filter.js';
export * from './query/page.js';
export * from './query/parse.js';
export type { Only, Table, View } from './table.js';
