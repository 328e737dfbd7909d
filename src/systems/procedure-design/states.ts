import type { ProcedureVersion } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { periodText } from '#ui';

export const isInForce = (v: ProcedureVersion, today: string): boolean =>
  v.status === 'published' && v.from !== null && v.from <= today && (v.to === null || today < v.to);

/** When a version is in force, or that it is a draft or was withdrawn. */
export function stateText(t: Translate, v: Pick<ProcedureVersion, 'status' | 'from' | 'to'>): string {
  if (v.status === 'draft') return t('procedure-design.version.draft');
  if (v.status === 'replaced') return t('procedure-design.version.replaced');
  if (v.status === 'withdrawn' || !v.from) return t('procedure-design.version.withdrawn');
  return periodText(t, { from: v.from, to: v.to });
}
