export { civilStatus } from './module.ts';
