import { type FieldPath, type Form, type FormData, testsOf, valueAt } from '#engines/forms';
import { type Agency, findServiceCentreOf } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import type { Dossier } from '../types.ts';
import { findNamedArea } from './lane.ts';

/** The answer that names the commune at whose centre a paper is to be fetched; undefined where the form asks for none. */
function centreField(form: Pick<Form, 'fields'>): FieldPath | undefined {
  const delivery = Object.entries(form.fields).find(([, f]) => f.use === 'delivery')?.[0];
  return Object.entries(form.fields).find(
    ([, f]) =>
      f.within === 'home' &&
      f.showIf &&
      testsOf(f.showIf).some(t => t.field === delivery && t.equals === 'counter'),
  )?.[0];
}

/** Code of the commune at whose centre the paper is to be fetched, as it was answered; undefined where it was not, or no paper is fetched. */
function centreSaid(form: Pick<Form, 'fields'>, data: FormData): string | undefined {
  const asked = usesOf(form, data).delivery === 'counter' ? centreField(form) : undefined;
  const said = asked ? valueAt(data, asked) : undefined;
  return typeof said === 'string' && said ? said : undefined;
}

/**
 * The centre that an applicant chose to fetch the paper at, wherever in the province the matter is handled (Decree 118/2025/ND-CP), as it is
 * at `at`; undefined where none was chosen, or the commune has none.
 */
export async function chosenCentre(
  q: Queryable,
  form: Pick<Form, 'fields'>,
  dossier: Pick<Dossier, 'data' | 'receivedAt'>,
  at: Date,
): Promise<Agency | undefined> {
  const code = centreSaid(form, dossier.data as FormData);
  const date = localDate(at);
  const area = code ? await findNamedArea(q, dossier, { code, on: undefined }, date) : undefined;
  return area ? findServiceCentreOf(q, area, date) : undefined;
}
