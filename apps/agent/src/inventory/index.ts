export { FactsReporter, type Report } from './facts-reporter.js';
export { type FollowDeps, followEngine, readNowAndThen } from './follow-engine.js';
