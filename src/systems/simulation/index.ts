export { closeCash } from './close-cash.ts';
export { simulation } from './module.ts';
export { demoApplicants, readMessages, settleAccounts } from './own-accounts.ts';
export { recordReturning } from './record-returning.ts';
export { type Simulated, type Simulation, simulate } from './simulate.ts';
export { fillDesks } from './today/fill-desks.ts';
