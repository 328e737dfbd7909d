export { payUnknown } from './demo.ts';
export { bankSimulator } from './module.ts';
