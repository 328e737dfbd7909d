export { gateOf } from './gate.ts';
