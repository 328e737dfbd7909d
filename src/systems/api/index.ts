export { api } from './module.ts';
