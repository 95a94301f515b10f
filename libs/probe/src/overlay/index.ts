export { judgeOverlay, type OverlayJudgement } from './judge.js';
export type * from './model.js';
