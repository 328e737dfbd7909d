import { defineError } from '#platform/errors';

/** Synthetic dossiers belong into a demo. */
export const SimulationNeedsDemo = defineError('SIMULATION_NEEDS_DEMO', 409);
/** The seed has made another province here: of other days or another size. */
export const SeedTaken = defineError('SEED_TAKEN', 409);
/** The same province is being made at this moment, in another process or by another request. */
export const SimulationUnderWay = defineError('SIMULATION_UNDER_WAY', 409);
/** A simulation with this seed was cut off, and what it made is not whole. */
export const SimulationCutOff = defineError('SIMULATION_CUT_OFF', 409);
