export type * from './command.js';
export * from './message.js';
export * from './message-codec.js';
export * from './service.js';
export * from './status.js';
export type * from './verification.js';
