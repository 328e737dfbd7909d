export { land } from './module.ts';
