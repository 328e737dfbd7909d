import { REUSE_FIELD, type ReusablePaper } from '#engines/cases';
import { type Field, said } from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { checkboxes, type Html } from '#ui';

/** Papers of earlier dossiers that this page asks for: ticked, they are used again. Nothing where there are none. */
export function reusePart(
  { t }: Ctx,
  fields: readonly Field[],
  offered: readonly ReusablePaper[],
): Html | null {
  if (!offered.length) return null;
  const nameOf = (field: Field | undefined) => field && said(field.layout.label, t.lang);
  return checkboxes(t, {
    name: REUSE_FIELD,
    label: t('portal.reuse.title'),
    hint: t('portal.reuse.hint'),
    options: offered.map(p => ({
      value: p.field,
      label: nameOf(fields.find(f => f.path === p.field)) ?? p.field,
      hint: t('portal.reuse.from', {
        filename: p.filename,
        at: formatDate(p.receivedAt),
        code: p.reusedFrom,
      }),
    })),
  });
}
