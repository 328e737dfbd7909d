import { FORM_NUMBERS, listSlipTexts, SLIP_KINDS, waitingDays } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { html, scrollTable } from '#ui';
import { adminPage, ROOT } from '../../view.ts';

export const SLIPS = `${ROOT}/phieu`;
export const WAITING = `${ROOT}/cho-nguoi-nop`;

/** The seven slips, since when each has been worded as it is, and how long the applicant is waited for before the fifth. */
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
})}
<section><h2>${t('administration.waiting.title')}</h2>
<p>${t('administration.waiting.now', { days: await waitingDays(ctx.db) })} <a href="${WAITING}">${t('administration.waiting.change')}</a></p></section>`,
  );
}

export const slipsRoute: Route = {
  method: 'GET',
  path: SLIPS,
  rule: { permission: 'procedure.approve' },
  handler: show,
};
