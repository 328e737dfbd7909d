export { business } from './module.ts';
