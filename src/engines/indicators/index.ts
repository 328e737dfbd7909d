export { type Increment, increase, resetIndicators } from './increase.ts';
export { indicators } from './module.ts';
export { type SumsBy, sumsByAgency } from './sums.ts';
