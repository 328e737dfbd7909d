import { getDraftForm, getDraftProcess, getDraftResult, type ProcedureVersion } from '#engines/procedures';
import type { Ctx } from '#platform/http';
import { type Tab, tabPath } from './view.ts';

/** One thing that stands in the way of publishing a draft. */
export type Finding = { part: string; href: string; words: string };

/** Everything that stands in the way of publishing a draft, with the tab where it is mended. */
export async function findings(ctx: Ctx, draft: ProcedureVersion, code: string): Promise<Finding[]> {
  const { t, db } = ctx;
  const [form, process, result] = await Promise.all([
    getDraftForm(db, draft.id),
    getDraftProcess(db, draft.id),
    getDraftResult(db, draft.id),
  ]);
  const at = (tab: Tab, words: string): Finding => ({
    part: t(`procedure-design.tab.${tab}`),
    href: tabPath(code, tab),
    words,
  });
  const counted = (tab: Tab, count: number) =>
    count ? [at(tab, t('procedure-design.problems.count', { count }))] : [];
  return [
    ...draft.missing.map(m => at('legal', t(`procedures.missing.${m}`))),
    ...counted('form', form.problems.length),
    ...counted('process', process.problems.length),
    ...counted('result', result.problems.length),
  ];
}
