import { ownerSaid, type Story } from '#engines/cases';
import type { Form, FormData } from '#engines/forms';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { html, type KeyValue } from '#ui';

/** Whose dossier it is; where a result was corrected in that name, which one says it, since when, and what the application says, whose answers stay. */
export function ownerFact(
  { t }: Pick<Ctx, 't'>,
  { dossier, results, resultActs }: Pick<Story, 'dossier' | 'results' | 'resultActs'>,
  form: Form,
): KeyValue {
  const label = t('one-stop.applicant.owner');
  const name = dossier.ownerName;
  const before = ownerSaid(form, dossier.data as FormData);
  const act = resultActs.findLast(a => a.kind === 'correction' && a.changes?.some(c => c.after === name));
  if (!act || !before || before === name) return { label, value: name };
  const of = results.find(r => r.id === act.resultId);
  const words = { before, title: of?.title ?? '', number: act.newNumber ?? '', at: formatDateTime(act.at) };
  return { label, value: html`${name}<br><small>${t('one-stop.applicant.owner-corrected', words)}</small>` };
}
