export * from './adaptive-limit.js';
export * from './address.js';
export * from './backoff.js';
export * from './deadline.js';
export * from './logging.js';
export * from './mutex.js';
export * from './outbox.js';
export * from './shutdown.js';
