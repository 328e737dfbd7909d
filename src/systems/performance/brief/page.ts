import { agenciesInReach, findAccount } from '#engines/identity';
import { richText } from '#engines/messaging';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import {
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  note,
  postForm,
  raw,
  selectField,
  staffPage,
  typedOr,
} from '#ui';
import { briefOf } from './brief.ts';
import { findWish, HOURS, unwish, wish } from './wish.ts';

export const BRIEF = '/can-bo/ban-tin-sang';
const HOUR = 'gio';
const DONE = ['wished', 'unwished'];
const rule = { permission: 'report.read' };

/** The letter as it would be sent now. */
async function preview(ctx: Ctx): Promise<Html> {
  const { t, site } = ctx;
  const params = {
    ...(await briefOf(ctx.db, await agenciesInReach(ctx, 'report.read'), ctx.clock.now(), t)),
    site: site.name,
    base: site.baseUrl,
  };
  return html`<section><h2>${t('performance.brief.preview')}</h2>
<p><b>${t('performance.brief.subject', params)}</b></p>
<div class="box">${raw(richText(t('performance.brief.body', params)))}</div></section>`;
}

async function shown(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const account = await findAccount(ctx.db, ctx.visitor!.accountId);
  const mine = await findWish(ctx.db, ctx.visitor!.accountId);
  const title = t('performance.brief.title');
  const done = DONE.find(d => d === ctx.req.query.xong);
  const choice = postForm(ctx, {
    action: BRIEF,
    fields: selectField(t, {
      name: HOUR,
      label: t('performance.brief.hour'),
      value: typedOr(ctx, HOUR, String(mine?.hour ?? 7)),
      error: errorOf(errors, HOUR),
      options: HOURS.map(h => ({ value: String(h), label: t('performance.brief.at', { hour: h }) })),
    }),
    button: t(mine ? 'performance.brief.change' : 'performance.brief.wish'),
  });
  return page(
    staffPage(
      ctx,
      { title, active: 'brief', error: errors.length > 0 },
      html`${errorSummary(t, errors)}<h1>${title}</h1>
<p>${t('performance.brief.about')}</p>
${done && note(t(`performance.brief.${done}`))}
${
  account?.email
    ? html`<p>${mine ? t('performance.brief.on', { hour: mine.hour, email: account.email }) : t('performance.brief.off', { email: account.email })}</p>
${choice}
${mine && postForm(ctx, { action: `${BRIEF}/thoi`, fields: '', button: t('performance.brief.stop'), alt: true })}`
    : html`<p>${t('performance.brief.no-email')}</p>`
}
${await preview(ctx)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function ask(ctx: Ctx): Promise<Answer> {
  const accountId = ctx.visitor!.accountId;
  const hour = HOURS.find(h => String(h) === textField(ctx.req.body, HOUR));
  if (!hour) return shown(ctx, [{ path: HOUR, message: ctx.t('performance.brief.hour-missing') }]);
  if (!(await findAccount(ctx.db, accountId))?.email)
    return shown(ctx, [{ path: HOUR, message: ctx.t('performance.brief.no-email') }]);
  await ctx.db.tx(tx => wish(tx, { accountId, hour }, ctx.clock.now()));
  return redirect(doneAt(BRIEF, 'wished'));
}

async function stop(ctx: Ctx): Promise<Answer> {
  await ctx.db.tx(tx => unwish(tx, ctx.visitor!.accountId));
  return redirect(doneAt(BRIEF, 'unwished'));
}

export const briefRoutes: readonly Route[] = [
  { method: 'GET', path: BRIEF, rule, handler: ctx => shown(ctx) },
  { method: 'POST', path: BRIEF, rule, handler: ask },
  { method: 'POST', path: `${BRIEF}/thoi`, rule, handler: stop },
];
