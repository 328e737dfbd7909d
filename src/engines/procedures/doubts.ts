import type { ProcedureContent } from './types.ts';

/** What the law lets a version be published with, and is hardly ever meant. Texts: `procedures.doubt.…`. */
export type Doubt = 'no-result' | 'no-legal-basis' | 'counter-has-online-limit';

/**
 * What whoever proposes a version is asked to confirm.
 *
 * | doubt | when |
 * | --- | --- |
 * | no-result, no-legal-basis | none is named; both belong to every published procedure (Decree 63/2010/NĐ-CP, art. 8 and 15) |
 * | counter-has-online-limit | it says that it is not done online, and names a limit for what comes in online |
 */
export const doubtsOf = ({
  results,
  legalBasis,
  serviceLevel,
  limits,
}: Pick<ProcedureContent, 'results' | 'legalBasis' | 'serviceLevel' | 'limits'>): Doubt[] => [
  ...(results.some(r => r.trim()) ? [] : (['no-result'] as const)),
  ...(legalBasis.some(l => l.trim()) ? [] : (['no-legal-basis'] as const)),
  ...(serviceLevel === 'counter' && limits.online ? (['counter-has-online-limit'] as const) : []),
];
