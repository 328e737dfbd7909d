import { type Draft, type DraftRenewal, lostAnswers, renewDraft, standingOf } from '#engines/cases';
import { said } from '#engines/forms';
import { formatDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { button, citizenPage, csrfField, type Html, html, keyValues, vietnamese } from '#ui';
import { base, open as openDraft, RENEW } from './open-draft.ts';

const load = async (ctx: Ctx): Promise<Draft> => (await openDraft(ctx)).draft;

/** Answers that have no place any more. */
async function lostPart(ctx: Ctx, draft: Draft, renewal: DraftRenewal): Promise<Html | ''> {
  const rows = await lostAnswers(ctx, draft, renewal);
  return rows.length
    ? html`<h2>${ctx.t('portal.renew.lost')}</h2><p>${ctx.t('portal.renew.lost-about')}</p>${keyValues(ctx.t, rows)}`
    : '';
}

/** What has changed since the draft was begun: what is kept, what has no place any more, what is to be filled in. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const draft = await load(ctx);
  const { renewal } = await standingOf(ctx.db, draft, ctx.clock.now());
  if (draft.dossierId || !renewal) return redirect(base(draft));
  const { to, open } = renewal;
  return page(
    citizenPage(
      ctx,
      { title: t('portal.renew.title'), backTo: '/ho-so' },
      html`<h1>${t('portal.renew.title')}</h1>
<p>${vietnamese(t, to.version.name)}</p>
<p>${t('portal.renew.about', { from: formatDate(to.version.from ?? '') })}</p>
${
  open.length > 0 &&
  html`<h2>${t('portal.renew.open')}</h2><ul>${open.map(p => html`<li>${said(p.title, t.lang)}</li>`)}</ul>`
}${await lostPart(ctx, draft, renewal)}
<form method="post" action="${base(draft)}/${RENEW}">${csrfField(ctx)}<p>${button({ label: t('portal.renew.go-on') })}</p></form>`,
    ),
  );
}

async function renew(ctx: Ctx): Promise<Answer> {
  const draft = await load(ctx);
  if (draft.dossierId) return redirect(base(draft));
  try {
    await ctx.db.tx(tx => renewDraft(tx, draft, ctx.clock.now()));
  } catch (error) {
    // Pressed twice, or saved in another window meanwhile: it is looked at anew.
    if (!(isAppError(error) && error.code === 'DRAFT_CHANGED')) throw error;
  }
  return redirect(base(draft));
}

export const renewRoutes: readonly Route[] = [
  { method: 'GET', path: `/nop/:draft/${RENEW}`, rule: 'citizen', handler: show },
  { method: 'POST', path: `/nop/:draft/${RENEW}`, rule: 'citizen', handler: renew },
];
