export { oneStop } from './module.ts';
