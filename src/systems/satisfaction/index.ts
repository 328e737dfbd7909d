export { satisfaction } from './module.ts';
