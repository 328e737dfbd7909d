export { portal } from './module.ts';
