import { type FieldLayout, type FieldPath, type Form, type FormData, valueAt } from '#engines/forms';

/** What a dossier takes for itself from what was filled in, by the `use` of the form's fields; absent where none says it. */
export type Uses = { [U in NonNullable<FieldLayout['use']>]?: string };

/** The answers that a dossier uses. A second field of the same use counts where the first was left empty. */
export function usesOf(form: Pick<Form, 'fields'>, data: FormData): Uses {
  const uses: Uses = {};
  for (const [path, field] of Object.entries(form.fields) as Array<[FieldPath, FieldLayout]>) {
    const value = field.use ? valueAt(data, path) : undefined;
    if (field.use && typeof value === 'string' && value !== '') uses[field.use] ??= value;
  }
  return uses;
}
