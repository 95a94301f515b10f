export { FactsReporter, type ReportListener } from './facts-reporter.js';
export { type FollowDeps, followEngine, readNowAndThen } from './follow-engine.js';
