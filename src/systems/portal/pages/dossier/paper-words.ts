import {
  type Dossier,
  isFirstPaper,
  isNewPaper,
  type LoadedProcedure,
  type Story,
  usesOf,
} from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { loadCalendar, openingText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** Of a dossier whose result is signed: how its paper comes, by what the applicant has chosen. Empty where he wants none. */
export async function paperWords(
  { t, db, clock }: Ctx,
  dossier: Dossier,
  { form }: Pick<LoadedProcedure, 'form'>,
  tasks: Story['tasks'],
): Promise<string> {
  const paper = tasks.find(isNewPaper);
  const comes = dossier.status === 'completed' || paper !== undefined;
  const way = comes ? usesOf(form, dossier.data).delivery : undefined;
  if (way === 'post') return t('portal.paper.post');
  if (way !== 'counter') return '';
  const now = clock.now();
  const date = localDate(now);
  const { name, address } = await agencyAsOf(db, dossier.receivedBy, date);
  return t(`portal.paper.counter${paper && !isFirstPaper(paper) ? '-anew' : ''}`, {
    at: [name, address].filter(Boolean).join(', '),
    hours: openingText(await loadCalendar(db, dossier.receivedBy, now), date, t),
  });
}
