export { administration } from './module.ts';
