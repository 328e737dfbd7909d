export { account } from './module.ts';
