export { agriculture } from './module.ts';
