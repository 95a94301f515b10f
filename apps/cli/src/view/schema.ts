import type { TableSchemaList } from '@muster/api';
import type { Style } from '../text/style.js';
import { table } from '../text/table.js';
import { indent, safe } from '../text/text.js';

/** Every table with what its columns mean. */
export const schemaView = (tables: TableSchemaList['tables'], style: Style): string =>
  tables.map((each) => tableView(each, style)).join('\n\n');

function tableView({ name, about, key, columns }: TableSchemaList['tables'][number], style: Style) {
  const rows = columns.map((column) => [
    safe(column.name),
    `${column.type}${column.nullable ? ', or null' : ''}`,
    safe(column.unit === null ? column.about : `${column.about} In ${column.unit}.`),
  ]);
  const head = `${style.bold(safe(name))}: ${safe(about)}\nKey: ${key.map(safe).join(', ')}`;
  return `${head}\n${indent(table([], rows))}`;
}
