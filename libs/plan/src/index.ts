export * from './operation.js';
export { diff, planFor } from './plan-for.js';
export type * from './plan.js';
export { hostFindings } from './preflight/host/host-findings.js';
export { isAcceptable } from './preflight/acceptable.js';
export { hostOf, summary, title } from './render.js';
export { ourSwarm } from './situation/ours.js';
export type * from './step.js';
export { readySteps } from './waves.js';
