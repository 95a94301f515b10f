export * from './apply-delta.js';
export * from './delta.js';
export * from './diff-facts.js';
export * from './share-facts.js';
export { orderedFacts, orderedNetwork, orderedSwarm } from './ids.js';
export { isSame } from './lists.js';
