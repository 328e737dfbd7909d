import type { Told } from '#engines/cases';
import type { Ctx } from '#platform/http';

/** The acts, as the page of a dossier says that they were done, of which the applicant is told. */
export const APPLICANT_HEARS: ReadonlySet<string> = new Set([
  'answers-corrected',
  'apologised',
  'decision-carried-out',
  'refused',
  'result-corrected',
  'result-declined',
  'result-reissued',
  'result-revoked',
  'signed',
  'stopped',
  'supplement-asked',
  'transferred',
]);

/** What is said before an act of whether anybody hears of it: its words are `one-stop.done.TOLD`. */
export const tells = ({ t }: Pick<Ctx, 't'>, told: Told): string => t(`one-stop.done.${told}`);

/** A text key for whom a message reaches, another (`KEY-untold`) where nobody hears of the act. */
export const byTold = (key: string, told: Told): string =>
  told === 'applicant-told' ? key : `${key}-untold`;
