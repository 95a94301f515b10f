import type { DockerFacts, NetworkFact } from '../facts.js';
import type { HostRecord } from '../inventory.js';
import { type TableName, tables } from './catalogue.js';
import type { Row } from './column.js';
import { compareCells } from './order.js';
import type { Table, View } from './table.js';

/** A row that came, went, or says something else now. */
export type RowChange = {
  readonly table: TableName;
  readonly what: 'added' | 'removed' | 'changed';
  /** As it is now; of one that went, as it was. */
  readonly row: Row;
  /** Of a changed row: what it said before, only where that differs. */
  readonly before?: Row;
};

/** Tables of which the rows of a host follow from what its Engine says. */
const ofEngine = ['networks', 'subnets', 'endpoints', 'orphans', 'peers'] as const;
const ofKernel = ['interfaces', 'addresses', 'routes', 'capabilities'] as const;
/** What a manager says of its swarm. */
const ofSwarm = ['nodes', 'services', 'serviceNetworks'] as const;

/** Of a host, what follows from its own record, and does not change by itself all the time. */
const hostColumns = [
  ...['host', 'stale', 'hostname', 'machineId', 'bootId', 'kernel', 'resolvers'],
  ...['engineVersion', 'apiVersion', 'storageDriver', 'dataRoot', 'firewallBackend', 'liveRestore'],
  ...['membership', 'nodeId', 'role', 'address', 'dataPathAddress'],
];

/** These differ with every look, or only repeat what other rows tell. */
const volatile = new Set(['observedAt', 'fleet', 'stale', 'how', 'nodeHost']);
const counts = new Set(['endpoints', 'peers']);

/**
 * What is different on a host. What could not be seen is no change: of an Engine that cannot be asked, rows are compared
 * again when it can, with those that were known last.
 */
export function rowChanges(before: HostRecord, after: HostRecord): readonly RowChange[] {
  const changes = [...hostChanges(before, after)];
  const machines = [before.facts?.machine, after.facts?.machine];
  if (machines[0] !== machines[1] && !machines.includes(undefined))
    changes.push(...ofKernel.flatMap((name) => tableChanges(name, before, after)));
  const [was, is] = [knownDocker(before), knownDocker(after)];
  if (was === undefined || is === undefined || was === is) return changes;
  const [old, now] = [without(before, was, is.networks), without(after, is, was.networks)];
  changes.push(...ofEngine.flatMap((name) => tableChanges(name, old, now)));
  if (leads(was) && leads(is) && was.swarm !== is.swarm)
    changes.push(
      ...ofSwarm.flatMap((name) => tableChanges(name, connected(before), connected(after))),
    );
  return changes;
}

export const knownDocker = ({ facts }: HostRecord): DockerFacts | undefined =>
  facts?.docker.kind === 'known' ? facts.docker : undefined;

/** All managers tell the same of the swarm; that of the leader is taken. */
function leads({ membership, swarm }: DockerFacts): boolean {
  if (membership.kind !== 'member') return false;
  const own = swarm?.nodes.find(({ nodeId }) => nodeId === membership.nodeId);
  return own?.manager?.leader === true;
}

/** A swarm is seen through connected managers only; that this one came or went is told of the host. */
const connected = (record: HostRecord): HostRecord => ({ ...record, connected: true });

/** The record with only those networks that are not the very same on both sides: most are, and need no comparing. */
function without(
  record: HostRecord,
  docker: DockerFacts,
  others: readonly NetworkFact[],
): HostRecord {
  const same = new Set(others);
  const networks = docker.networks.filter((network) => !same.has(network));
  const { facts } = record;
  return facts === undefined
    ? record
    : { ...record, facts: { ...facts, docker: { ...docker, networks } } };
}

const viewOf = (record: HostRecord): View => ({
  inventory: { revision: 0, hosts: { [record.host]: record } },
  fleetOf: () => null,
  verificationOf: () => undefined,
});

function hostChanges(before: HostRecord, after: HostRecord): readonly RowChange[] {
  const [was, is] = [before, after].map((record) => {
    const [row = {}] = tables.hosts.rows(viewOf(record), record.host);
    return Object.fromEntries(hostColumns.map((column) => [column, row[column] ?? null]));
  });
  return was === undefined || is === undefined ? [] : changed('hosts', was, is, new Set());
}

function tableChanges(
  name: TableName,
  before: HostRecord,
  after: HostRecord,
): readonly RowChange[] {
  const table: Table = tables[name];
  const ignored = name === 'networks' ? new Set([...volatile, ...counts]) : volatile;
  const old = new Map(
    table.rows(viewOf(before), before.host).map((row) => [keyOf(table, row), row]),
  );
  const changes = table.rows(viewOf(after), after.host).flatMap((row): readonly RowChange[] => {
    const key = keyOf(table, row);
    const was = old.get(key);
    old.delete(key);
    return was === undefined
      ? [{ table: name, what: 'added', row }]
      : changed(name, was, row, ignored);
  });
  const gone = [...old.values()].map((row): RowChange => ({ table: name, what: 'removed', row }));
  return [...gone, ...changes];
}

const keyOf = ({ key }: Table, row: Row): string =>
  JSON.stringify(key.map((column) => row[column]));

function changed(
  table: TableName,
  was: Row,
  row: Row,
  ignored: ReadonlySet<string>,
): readonly RowChange[] {
  const columns = Object.keys(row).filter(
    (column) =>
      !ignored.has(column) && compareCells(was[column] ?? null, row[column] ?? null) !== 0,
  );
  if (columns.length === 0) return [];
  const before = Object.fromEntries(columns.map((column) => [column, was[column] ?? null]));
  return [{ table, what: 'changed', row, before }];
}
