import { type FormDefinition, said, schemaAt, staffLabel } from '#engines/forms';
import type { Lang } from '#platform/i18n';

/** A field of the draft's form, as conditions may read it. */
export type KnownField = {
  path: string;
  label: string;
  options: ReadonlyArray<{ value: string; label: string }>;
};

/** The fields whose answers a condition may read, of a form that may be unfinished. */
export function knownFields(definition: FormDefinition | null, lang: Lang): KnownField[] {
  if (!definition || typeof definition.fields !== 'object' || definition.fields === null) return [];
  return Object.entries(definition.fields)
    .filter(([, layout]) => layout && layout.widget !== 'file' && layout.maxFiles === undefined)
    .map(([path, layout]) => {
      const values = schemaAt(definition, path)?.schema.enum;
      return {
        path,
        label: staffLabel(layout, lang) || path,
        options: (layout.options ?? [])
          .filter(o => !Array.isArray(values) || values.includes(o.value))
          .map(o => ({ value: o.value, label: said(o.label, lang) || o.value })),
      };
    });
}
