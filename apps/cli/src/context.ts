import type { Coordinator } from './client/coordinator.js';
import type { Io } from './io.js';
import type { Output } from './output.js';

/** What every command works with. */
export type Context = {
  readonly io: Io;
  readonly out: Output;
  readonly coordinator: Coordinator;
};
