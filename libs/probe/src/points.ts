import type { Point } from './model.js';

/** Whether what is counted there leaves the host, so that the other end is the destination. */
export const departs = (point: Point): boolean => point === 'sent' || point === 'left';
