export { bankSimulator } from './module.ts';
