import type { TableSchemaList } from '@muster/api';
import { sqlName, type Table, tables } from '@muster/inventory';

/** What the tables are, for people and programs. */
export const tableSchemaView = (): TableSchemaList => ({
  tables: Object.values<Table>(tables).map(({ name, about, key, columns }) => ({
    name: sqlName(name),
    field: name,
    about,
    key: key.map(sqlName),
    columns: Object.entries(columns).map(([field, column]) => ({
      ...{ name: sqlName(field), field, type: column.type, nullable: column.nullable },
      unit: column.unit ?? null,
      about: column.about,
    })),
  })),
});
