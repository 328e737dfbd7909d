import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { defineAsset, defineModules, type Html, html, minifyCss, screenPage, vietnamese } from '#ui';
import { deviceOf, presenceKey } from '../cookies.ts';
import { CODE, phonePath } from '../pages/phone.ts';
import { qr } from '../pages/qr.ts';
import { presenceAt } from '../presence/code.ts';
import { desksOfDay } from '../queue/desks.ts';
import { listGroups } from '../queue/groups.ts';
import { lastCalled, waitingBy } from '../queue/read.ts';
import { type Ticket, ticketNumber } from '../queue/types.ts';
import { screenOffice } from './agency.ts';

const here = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const SCREEN_CSS = defineAsset('hall-screen.css', minifyCss(here('screen.css')));
const SCREEN_JS = defineModules(path.join(import.meta.dirname, '../browser/screen.js')).at(-1) ?? '';
const REFRESH_SECONDS = 10;

/** As it is said: letters and figures one by one, always in Vietnamese. */
const said = (ctx: Ctx, ticket: Ticket): string =>
  ctx.texts.of('vi')('hall.screen.say', {
    number: [...ticketNumber(ticket)].join(' '),
    desk: ticket.desk ?? 0,
  });

const calledItem = (ctx: Ctx, ticket: Ticket, index: number): Html =>
  html`<li${index === 0 && html` class="now"`} data-call="${ticket.id} ${ticket.calledAt?.getTime()}" data-say="${said(ctx, ticket)}"><b>${ticketNumber(ticket)}</b> <span>${ctx.t('hall.screen.desk', { number: ticket.desk ?? 0 })}</span></li>
`;

/**
 * The code by which a telephone takes a number. On paired screens of this hall alone: whoever opens the screen's address elsewhere
 * is not there.
 */
async function scan(ctx: Ctx, agencyId: string): Promise<Html | false> {
  const { t } = ctx;
  const device = await deviceOf(ctx, 'screen');
  if (device?.agencyId !== agencyId) return false;
  const { code, digits } = presenceAt(presenceKey(ctx), agencyId, ctx.clock.now());
  return html`<section class="scan"><h2>${t('hall.screen.phone')}</h2>
<div data-part="scan">${qr(`${ctx.site.baseUrl}${phonePath(agencyId)}?${CODE}=${code}`, t('hall.screen.phone-qr'))}
<p>${t('hall.screen.phone-code')}<br><b class="num">${digits.slice(0, 3)} ${digits.slice(3)}</b></p></div></section>
`;
}

/** What hangs in the hall: the numbers that are called with their desks, the newest first, and how many wait. Nobody's name. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const office = await screenOffice(ctx);
  const now = ctx.clock.now();
  const called = await lastCalled(db, office.id, now);
  const desks = await desksOfDay(db, office.id, now);
  const waiting = await waitingBy(db, office.id, now);
  const groups = (await listGroups(db, office.id)).filter(g => g.open || waiting.has(g.letter));
  return page(
    screenPage(
      ctx,
      {
        title: t('hall.screen.title', { office: office.name }),
        refreshSeconds: REFRESH_SECONDS,
        scripts: [SCREEN_JS],
        styles: [SCREEN_CSS],
      },
      html`<div class="head"><h1>${vietnamese(t, office.name)}</h1><p class="num" data-part="time">${formatDateTime(now)}</p></div>
<div class="halves"><section><h2>${t('hall.screen.called')}</h2>
<div data-part="called" aria-live="polite">${called.length ? html`<ol>${called.map((c, i) => calledItem(ctx, c, i))}</ol>` : desks.called.length + desks.open.length === 0 && html`<p>${t('hall.screen.nobody')}</p>`}${desks.open.length === 0 && html`<p>${t('hall.screen.no-desk')}</p>`}</div></section>
<section><h2>${t('hall.screen.waiting')}</h2>
<div data-part="waiting">${
        groups.length
          ? html`<dl${groups.length > 4 && html` class="${groups.length < 8 ? 'many' : 'lots'}"`}>${groups.map(
              g => html`<div><dt>${g.letter} · ${vietnamese(t, g.name)}</dt><dd class="num">${waiting.get(g.letter) ?? 0}</dd></div>
`,
            )}</dl>`
          : html`<p>${t('hall.screen.no-groups')}</p>`
      }</div>${await scan(ctx, office.id)}</section></div>
<p class="lost" role="alert" data-lost hidden>${t('hall.screen.lost-since')} <span data-since></span></p>
<p class="tools" data-from="/man-hinh/${office.id}/song"><button type="button" class="btn alt" data-voice hidden aria-pressed="false">${t('hall.screen.voice')}</button></p>`,
    ),
  );
}

export const screenRoute: Route = { method: 'GET', path: '/man-hinh/:agency', rule: 'public', handler: show };
