export { simulation } from './module.ts';
export { type Simulated, type Simulation, simulate } from './simulate.ts';
