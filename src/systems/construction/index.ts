export { construction } from './module.ts';
