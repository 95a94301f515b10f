/** What the controllers are given. Names for Nest's injector; the values are made in `coordinator.ts`. */
export const Tokens = {
  Hub: Symbol('SessionHub'),
  Keeper: Symbol('InventoryKeeper'),
  Plans: Symbol('Plans'),
  Operations: Symbol('Operations'),
  OperationStore: Symbol('OperationStore'),
  SpecStore: Symbol('SpecStore'),
  Journal: Symbol('Journal'),
  Launcher: Symbol('Launcher'),
  Checks: Symbol('Checks'),
  CheckAnswers: Symbol('CheckAnswers'),
  Metrics: Symbol('Metrics'),
  InventoryViews: Symbol('InventoryViews'),
  TableReader: Symbol('TableReader'),
  SqlQueries: Symbol('SqlQueries'),
  Health: Symbol('Health'),
} as const;
