import type { DraftPart } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { nameOf } from './conflict.ts';
import { procedurePath } from './load.ts';

/** How the parts of a draft are called in addresses. */
export const PART_PATHS: Record<DraftPart, string> = {
  legal: 'phap-ly',
  form: 'bieu-mau',
  process: 'quy-trinh',
  result: 'ket-qua',
};
export type EditedPart = DraftPart;

export const savesPath = (code: string, part: EditedPart): string =>
  `${procedurePath(code)}/lan-luu/${PART_PATHS[part]}`;

/** When a part was saved last and by whom, with the way to its earlier saves. */
export async function savedText(
  ctx: Ctx,
  code: string,
  part: EditedPart,
  last: { savedBy: string | null; savedAt: Date | null },
): Promise<Html> {
  const { t } = ctx;
  const words =
    last.savedBy && last.savedAt
      ? t('procedure-design.saved.last', {
          at: formatDateTime(last.savedAt),
          who: await nameOf(ctx, last.savedBy),
        })
      : t('procedure-design.saved.never');
  return html`<span data-saved>${words}</span>${last.savedBy && html` · <a href="${savesPath(code, part)}">${t('procedure-design.saves.link')}</a>`}`;
}
