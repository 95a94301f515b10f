export * from './cidr.js';
export * from './errors.js';
export * from './finding.js';
export * from './host-name.js';
