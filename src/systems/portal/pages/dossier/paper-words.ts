import {
  type Dossier,
  fetchedAt,
  isFirstPaper,
  isNewPaper,
  type LoadedProcedure,
  papersAreThere,
  type Story,
  usesOf,
  whoHasToBeThere,
} from '#engines/cases';
import { said } from '#engines/forms';
import { loadCalendar, openingText } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** Of a dossier whose papers are there: how its paper comes, by what the applicant has chosen. Empty where he wants none. */
export async function paperWords(
  { t, db, clock, lang }: Ctx,
  dossier: Dossier,
  procedure: Pick<LoadedProcedure, 'form' | 'graph'>,
  tasks: Story['tasks'],
): Promise<string> {
  const paper = tasks.find(isNewPaper);
  const comes = papersAreThere(procedure, dossier, tasks);
  const way = comes ? usesOf(procedure.form, dossier.data).delivery : undefined;
  if (way === 'post') return t('portal.paper.post');
  if (way !== 'counter') return '';
  const now = clock.now();
  const date = localDate(now);
  const { id, name, address } = await fetchedAt(db, dossier, now);
  const anew = paper && !isFirstPaper(paper);
  const who = anew ? '' : said(whoHasToBeThere(procedure.form), lang);
  return t(`portal.paper.counter${anew ? '-anew' : who && '-both'}`, {
    who,
    at: [name, address].filter(Boolean).join(', '),
    hours: openingText(await loadCalendar(db, id, now), date, t),
  });
}
