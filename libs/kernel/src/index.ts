export * from './cidr.js';
export * from './errors.js';
export * from './finding.js';
