export { rateSome } from './demo/rate-some.ts';
export { satisfaction } from './module.ts';
