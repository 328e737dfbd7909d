import { type Form, type FormData, valueAt } from '#engines/forms';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Translate } from '#platform/i18n';
import type { FieldError } from '#ui';
import { NoOfficeThere } from '../errors.ts';
import type { RunningVersion } from '../process/load.ts';
import { competenceOf } from './competence.ts';

/** Where a form asks for the place whose office decides; undefined where it does not. */
const placePath = (form: Form): string | undefined =>
  Object.entries(form.fields).find(([, field]) => field.use === 'area')?.[0];

/**
 * A place whose committee is gone, and in which nobody could take the dossier in: told at the field where it is chosen, not only when all has been filled in
 * and sent. Nothing where the form asks for no place or none is chosen yet.
 */
export async function placeFaults(
  q: Queryable,
  t: Translate,
  { form, version }: { form: Form; version: RunningVersion },
  data: FormData,
  at: Date,
): Promise<FieldError[]> {
  const path = placePath(form);
  const code = path ? valueAt(data, path) : undefined;
  if (!path || typeof code !== 'string' || !code) return [];
  try {
    await competenceOf(q, version, code, at);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code !== NoOfficeThere.code) return [];
    const what = t('error.NO_OFFICE_THERE.what', error.params);
    return [{ path, message: t('ui.refusal', { what, todo: t('error.NO_OFFICE_THERE.todo') }) }];
  }
  return [];
}
