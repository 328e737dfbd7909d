export { type Increment, increase, resetIndicators } from './increase.ts';
export { indicators } from './module.ts';
export type { Days } from './span.ts';
export { listCounted, type SumsBy, sumsByAbout, sumsByAgency } from './sums.ts';
