export { performance } from './module.ts';
