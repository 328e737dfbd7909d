import { lastPack } from '#engines/cases';
import { signOutStop } from '#engines/identity';
import { type Answer, type Ctx, queryText, type Route } from '#platform/http';
import { button, csrfField, html } from '#ui';
import { counterPage } from '../counter/frame.ts';
import { fetched, HERE_SCRIPT } from './assets.ts';
import { AWAY, PREPARE } from './paths.ts';

const PAGE = `${PREPARE}/thoat`;
const DAY_MS = 86_400_000;
/** After so many days without taking anything along nobody is asked any more. */
const ASKED_DAYS = 30;

/** Who has taken procedures along is asked, before he signs out, about what may lie on this machine and has not been sent. */
export const askBeforeSignOut = signOutStop(async (ctx, next) => {
  if (ctx.visitor?.kind !== 'official') return null;
  const pack = await lastPack(ctx.db, ctx.visitor.accountId);
  if (!pack?.storedAt || ctx.clock.now().getTime() - pack.madeAt.getTime() > ASKED_DAYS * DAY_MS) return null;
  return next ? `${PAGE}?next=${encodeURIComponent(next)}` : PAGE;
});

/** What lies here, and three ways: send it first, leave it (it opens with its password alone), or take it away. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { idb, words } = fetched(t.lang);
  return counterPage(
    ctx,
    { title: t('one-stop.offline.leave'), scripts: [HERE_SCRIPT] },
    html`<div id="tren-may" data-account="${ctx.visitor!.accountId}" data-idb="${idb}" data-words="${words}"><p class="note" data-said role="status">${t('one-stop.offline.leave-unknown')}</p></div>
<p>${t('one-stop.offline.leave-about')}</p>
<form method="post" action="/dang-xuat" data-leave>${csrfField(ctx)}<input type="hidden" name="da-hoi" value="1"><input type="hidden" name="next" value="${queryText(ctx.req.query, 'next')}">
<p class="row">${button({ label: t('one-stop.offline.leave-send'), href: AWAY })}${button({ label: t('one-stop.offline.leave-keep'), alt: true })}</p></form>
<div data-script-only hidden><label class="pick"><input type="checkbox" data-sure><span>${t('one-stop.offline.leave-sure')}</span></label>
<p><button class="btn alt" type="button" data-wipe>${t('one-stop.offline.leave-wipe')}</button></p></div>`,
  );
}

export const signOutRoute: Route = {
  method: 'GET',
  path: PAGE,
  rule: { permission: 'dossier.receive' },
  handler: show,
};
