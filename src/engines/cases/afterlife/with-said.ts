import type { Dossier } from '../types.ts';

/** What steps said, by element and fact. */
export type Outcomes = Dossier['processState']['outcomes'];

/** A dossier whose steps have said what was corrected. */
export function withSaid<D extends Pick<Dossier, 'processState'>>(dossier: D, said: Outcomes | null): D {
  if (!said) return dossier;
  const outcomes = { ...dossier.processState.outcomes };
  for (const [element, facts] of Object.entries(said)) outcomes[element] = { ...outcomes[element], ...facts };
  return { ...dossier, processState: { ...dossier.processState, outcomes } };
}
