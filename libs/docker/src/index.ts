export type * from './port.js';
export type * from './workloads-port.js';
export { createDockerEngine, type DockerEngineOptions } from './docker-engine.js';
// For the fake engine of testkit, so that its errors cannot differ from the real ones.
export { EngineRefusal, engineError } from './errors.js';
