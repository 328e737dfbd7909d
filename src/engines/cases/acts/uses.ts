import { type FieldLayout, type FieldPath, type Form, type FormData, valueAt } from '#engines/forms';

/** What a dossier takes for itself from what was filled in, by the `use` of the form's fields; absent where none says it. */
export type Uses = { [U in NonNullable<FieldLayout['use']>]?: string };

/** Who asks for it, in forms that ask so: those that say of nobody else whose matter it is are about this person. */
const APPLICANT = 'applicant.name';

/**
 * Whose matter it is, by what was filled in: the answer that the form names so, else the name of who asks for it there, whoever's account, token or
 * telephone it came by; undefined where the form asks for neither.
 */
export function ownerSaid(form: Pick<Form, 'fields'>, data: FormData): string | undefined {
  const asks = APPLICANT in form.fields ? valueAt(data, APPLICANT) : undefined;
  return usesOf(form, data).owner ?? (typeof asks === 'string' && asks ? asks : undefined);
}

/** The answers that a dossier uses. A second field of the same use counts where the first was left empty. */
export function usesOf(form: Pick<Form, 'fields'>, data: FormData): Uses {
  const uses: Uses = {};
  for (const [path, field] of Object.entries(form.fields) as Array<[FieldPath, FieldLayout]>) {
    const value = field.use ? valueAt(data, path) : undefined;
    if (field.use && typeof value === 'string' && value !== '') uses[field.use] ??= value;
  }
  return uses;
}
