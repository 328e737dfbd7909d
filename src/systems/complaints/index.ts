export { complaints } from './module.ts';
