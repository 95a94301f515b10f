export * from './check.js';
export * from './fleet.js';
export * from './host.js';
export * from './host-facts.js';
export * from './network.js';
export * from './operation.js';
export * from './problem.js';
export * from './table.js';
