import { FORM_NUMBERS, listSlipTexts, SLIP_KINDS } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { html, scrollTable } from '#ui';
import { adminPage, ROOT } from '../../view.ts';

export const SLIPS = `${ROOT}/phieu`;

/** The seven slips, and since when each has been worded as it is. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const rows = [];
  for (const kind of SLIP_KINDS) {
    const [now] = await listSlipTexts(ctx.db, kind);
    rows.push([
      FORM_NUMBERS[kind],
      html`<a href="${SLIPS}/${kind}">${t(`cases.slip.${kind}`)}</a>`,
      now?.text.size ?? '',
      now?.since
        ? t('administration.slips.since', { date: formatDate(now.since) })
        : t('administration.slips.as-came'),
    ]);
  }
  return adminPage(
    ctx,
    { title: t('administration.slips.title'), active: 'slips' },
    html`<p>${t('administration.slips.about')}</p>
${scrollTable({
  caption: t('administration.slips.title'),
  captionHidden: true,
  rowHeader: 1,
  columns: [
    { label: t('administration.slips.form') },
    { label: t('administration.slips.slip') },
    { label: t('administration.slips.size') },
    { label: t('administration.slips.wording') },
  ],
  rows,
})}`,
  );
}

export const slipsRoute: Route = {
  method: 'GET',
  path: SLIPS,
  rule: { permission: 'procedure.approve' },
  handler: show,
};
