export type * from './acts.js';
export * from './clock.js';
export * from './conditions.js';
export type * from './facts.js';
export * from './inventory.js';
export * from './machine.js';
export * from './swarms.js';
export * from './networks.js';
export * from './tables/index.js';
