export { closeCash } from './close-cash.ts';
export { simulation } from './module.ts';
export { recordReturning } from './record-returning.ts';
export { type Simulated, type Simulation, simulate } from './simulate.ts';
