import { setWaitingDays, WAITING_DAYS, waitingDays } from '#engines/cases';
import { actOf } from '#engines/identity';
import { textField as posted } from '#platform/http';
import { doneAt, errorOf, html, textField, typedOr } from '#ui';
import { formRoutes } from '../../form-page.ts';
import { SLIPS, WAITING } from './list.ts';

const DAYS = 'so-ngay';

/** How long an applicant is waited for before who keeps the dossier may stop it by himself. */
export const waitingRoutes = formRoutes<number>({
  path: WAITING,
  permission: 'procedure.approve',
  active: 'slips',
  load: ctx => waitingDays(ctx.db),
  title: ctx => ctx.t('administration.waiting.title'),
  crumbs: ctx => [{ href: SLIPS, label: ctx.t('administration.slips.title') }],
  about: ({ t }) =>
    html`<p>${t('administration.waiting.about')}</p><p class="hint">${t('administration.waiting.unverified')}</p>`,
  fields: (ctx, days, errors) =>
    textField(ctx.t, {
      name: DAYS,
      label: ctx.t('administration.waiting.days'),
      hint: ctx.t('administration.waiting.hint', { least: WAITING_DAYS.least, most: WAITING_DAYS.most }),
      value: typedOr(ctx, DAYS, String(days)),
      error: errorOf(errors, DAYS),
      inputmode: 'numeric',
      narrow: true,
    }),
  button: 'administration.waiting.button',
  submit: async ctx => {
    const typed = posted(ctx.req.body, DAYS).trim();
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
    const { least, most } = WAITING_DAYS;
    if (days < least || days > most)
      return [{ path: DAYS, message: ctx.t('administration.waiting.wrong', { least, most }) }];
    await ctx.db.tx(tx => setWaitingDays(tx, days, actOf(ctx, 'procedure.approve')));
    return doneAt(SLIPS, 'waiting-set');
  },
  otherwise: DAYS,
});
