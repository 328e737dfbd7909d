export { hall } from './module.ts';
