import { type Dossier, leftIfEnded } from '#engines/cases';
import { type Ctx, textField } from '#platform/http';
import {
  button,
  checkbox,
  csrfField,
  details,
  type Errors,
  errorOf,
  formatMoney,
  type Html,
  html,
  textArea,
} from '#ui';
import { addressOf } from './own-dossier.ts';

/** Name of the field for why it is taken back. */
export const WHY = 'ly-do';
/** Of a dossier that has a result already: that the rest is meant. */
export const SURE = 'dong-y';

const WITHDRAWABLE: ReadonlySet<Dossier['status']> = new Set([
  'received',
  'processing',
  'supplementing',
  'awaiting-payment',
]);

/** Whether the box is there: what is settled already is not taken back any more. */
export const mayBeWithdrawn = ({ status }: Pick<Dossier, 'status'>): boolean => WITHDRAWABLE.has(status);

/** What holds when the rest is taken back, where its paper comes from, and that the rest is not issued. */
async function leftWords(ctx: Ctx, dossier: Dossier, errors: Errors): Promise<Html | null> {
  const { t } = ctx;
  const left = await leftIfEnded(ctx.db, dossier, ctx.clock.now());
  if (!left) return null;
  const results = left.results
    .map(({ title, number }) => t('portal.withdraw.result', { title, number }))
    .join('; ');
  return html`<p>${t('portal.withdraw.keeps', { results })}${left.paper && ` ${t(`portal.withdraw.paper-${left.paper.way}`, { at: left.paper.from.name })}`}</p><p>${t('portal.withdraw.rest')}</p>${checkbox(t, { name: SURE, label: t('portal.withdraw.sure'), error: errorOf(errors, SURE) })}`;
}

/** What is asked before a dossier is taken back: what becomes of the money that was `paid` for it, of results that are signed, and of their papers. */
export async function withdrawalBox(ctx: Ctx, dossier: Dossier, paid: number, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const error = errorOf(errors, WHY);
  const refused = error !== undefined || errorOf(errors, SURE) !== undefined;
  return details(
    { summary: t('portal.withdraw.title'), open: refused },
    html`<p>${t('portal.withdraw.about')}</p>${paid > 0 && html`<p>${t('portal.withdraw.paid', { amount: formatMoney(paid, t.lang) })}</p>`}<form method="post" action="${addressOf(dossier)}/rut">${csrfField(ctx)}
${await leftWords(ctx, dossier, errors)}${textArea(t, { name: WHY, label: t('portal.withdraw.reason'), optional: true, value: refused ? textField(ctx.req.body, WHY) : undefined, error, rows: 2 })}
<p>${button({ label: t('portal.withdraw.send'), alt: true })}</p></form>`,
  );
}
