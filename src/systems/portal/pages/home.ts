import { countProcedures, listLifeEvents } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, page, type Route } from '#platform/http';
import { box, citizenPage, formatNumber, homeLinks, html, join, raw } from '#ui';
import { underLifeEvents } from './life-parts.ts';
import { searchForm } from './procedures/procedure-search.ts';

/** Words that one may look for, as links: on a telephone a tap is easier than typing. */
const EXAMPLES = ['birth', 'business', 'marriage'] as const;

// The ridge of Fansipan and the terraces below it, drawn once: all the ornament there is.
const RIDGE = raw(
  '<svg class="ridge" viewBox="0 0 600 200" preserveAspectRatio="none" aria-hidden="true"><path vector-effect="non-scaling-stroke" d="M0 200 70 150 110 165 190 90 220 110 300 20 330 52 360 38 430 115 470 98 600 175V200Z"/></svg><svg viewBox="0 0 1200 88" preserveAspectRatio="none" aria-hidden="true"><path vector-effect="non-scaling-stroke" d="M0 30q150-40 300-10t300 4 300-6 300 8M0 44q150-34 300-6t300 2 300-4 300 4M0 57q150-26 300-3t300 0 300-2 300 2M0 69q150-18 300-1t300-1 300-1 300 1M0 80q150-10 300 0t300-1 300 0 300 0"/></svg>',
);

async function home(ctx: Ctx) {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  const total = await countProcedures(ctx.db, today);
  // A moment in life without a procedure would promise what is not there.
  const events = await listLifeEvents(ctx.db, today);
  const under = await underLifeEvents(ctx, events, today);
  return page(
    citizenPage(
      ctx,
      { title: t('portal.home.title'), bleed: true },
      html`<div class="band"><div class="w">
<h1>${t('portal.home.question')}</h1>
${searchForm(ctx)}
<p>${t('portal.home.try')} ${join(
        EXAMPLES.map(e => {
          const key = `portal.home.example.${e}`;
          // Procedures have Vietnamese names, whoever looks for them.
          const q = encodeURIComponent(ctx.texts.of('vi')(key));
          return html`<a href="/thu-tuc?q=${q}">${t(key)}</a>`;
        }),
        ', ',
      )}</p>
</div>
${RIDGE}
</div>
<div class="w">
<h2>${t('portal.home.sent')}</h2>
<form class="f" action="/tra-cuu">
<label for="ma">${t('portal.track.code')}</label>
<span class="hint" id="mah">${t('portal.track.code-hint')}</span>
<div class="find"><input class="in" id="ma" name="ma" autocomplete="off" aria-describedby="mah"><button class="btn alt">${t('portal.track.look')}</button></div>
</form>
<section class="wide" aria-labelledby="sk">
<h2 id="sk">${t('portal.home.life')}</h2>
${
  events.length > 0 &&
  html`<ul class="grid">${events.map(
    e => html`<li><a href="/thu-tuc?viec=${e}">${t(`procedures.life-event.${e}`)}</a>${under.get(e)}</li>
`,
  )}</ul>`
}
<p><a href="/thu-tuc">${t('portal.home.all', { count: formatNumber(total, { lang: t.lang }) })}</a></p>
${ctx.extensions(homeLinks).map(l => html`<p><a href="${l.href}">${t(l.label)}</a></p>`)}
</section>
${box(html`<h2>${t('portal.home.help')}</h2>
<p>${t('portal.home.help-about')} <a href="tel:${ctx.site.hotline}">${ctx.site.hotline}</a></p>`)}
${ctx.site.demo && box(html`<h2>${t('portal.home.demo')}</h2><p>${t('portal.home.demo-about')} <a href="/hop-thu-thu">${t('portal.home.demo-outbox')}</a></p>`)}
</div>`,
    ),
  );
}

export const homeRoute: Route = { method: 'GET', path: '/', rule: 'public', handler: home };
