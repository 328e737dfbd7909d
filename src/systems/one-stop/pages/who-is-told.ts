import { type Dossier, isUnreachable } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';

/** Whether anybody hears of an act; its words are `one-stop.done.TOLD`. */
export type Told = 'applicant-told' | 'nobody-told' | 'synthetic-untold';

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

/** What is said of it before the act. */
export const tells = ({ t }: Pick<Ctx, 't'>, told: Told): string => t(`one-stop.done.${told}`);

/** A text key for whom a message reaches, another (`KEY-untold`) where nobody hears of the act. */
export const byTold = (key: string, told: Told): string =>
  told === 'applicant-told' ? key : `${key}-untold`;

/** Whom a message about a dossier reaches: its applicant; nobody, who has to be told otherwise; nobody, for there is nobody. */
export async function toldOf(q: Queryable, dossier: Dossier): Promise<Told> {
  if (dossier.synthetic && !dossier.applicantId) return 'synthetic-untold';
  return (await isUnreachable(q, dossier)) ? 'nobody-told' : 'applicant-told';
}
