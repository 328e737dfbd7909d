export { fees } from './module.ts';
