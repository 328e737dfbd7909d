export { myData } from './module.ts';
