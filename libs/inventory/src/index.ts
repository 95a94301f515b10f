export type * from './acts.js';
export * from './conditions.js';
export * from './facts.js';
export * from './inventory.js';
export * from './swarms.js';
