import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { citizenPage, html, keyValues, vietnamese } from '#ui';
import { findComplaint } from '../data/read.ts';
import { headOf } from '../head-of.ts';
import { settlerName } from '../settling-agency.ts';
import type { Complaint } from '../types.ts';
import { standingChip } from './due-view.ts';
import { groundPart, statusWords } from './facts.ts';

const BY_RECEIPT = '/kiem-tra/n';

/** Where the QR code of a receipt leads: nobody finds the address who has not seen a paper of this complaint. */
export const byReceiptPath = (c: Pick<Complaint, 'id'>): string => `${BY_RECEIPT}/${c.id}`;

/** Where a complaint stands, for who holds its receipt, by whichever telephone or none: without names and without what was written. Throws NOT_FOUND. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db, clock } = ctx;
  const c = await findComplaint(db, ctx.req.params.complaint ?? '');
  if (c?.channel !== 'counter') throw NotFound();
  const title = t(`complaints.line.${c.level}`, { number: c.number });
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/kiem-tra' },
      html`<h1>${title}</h1>
<p>${await standingChip(ctx, c)}</p>
${keyValues(t, [
  { label: t('complaints.by-receipt.status'), value: statusWords(ctx, c) },
  ...(c.carriedOutAt
    ? [{ label: t('complaints.by-receipt.carried'), value: formatDateTime(c.carriedOutAt) }]
    : []),
  { label: t('complaints.fact.about'), value: groundPart(ctx, c) },
  { label: t('complaints.fact.received'), value: formatDateTime(c.receivedAt) },
  {
    label: t('complaints.fact.settled-by'),
    value: vietnamese(t, headOf(await settlerName(db, c, clock.now()))),
  },
])}
<p class="q">${t('complaints.by-receipt.about')}</p>`,
    ),
  );
}

export const byReceiptRoute: Route = {
  method: 'GET',
  path: `${BY_RECEIPT}/:complaint`,
  rule: 'public',
  handler: show,
  rateLimit: { max: 60, windowSeconds: 60 },
};
