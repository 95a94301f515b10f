export { reservedNetworkNames } from './cross-field.js';
export type * from './fleet-spec.js';
export * from './parse.js';
export { fleetSpecJsonSchema, maxHosts, networkSpecJsonSchema } from './schema.js';
export { maxBytes as maxSpecBytes } from './text/text.js';
