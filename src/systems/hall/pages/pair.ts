import { getAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import {
  type Answer,
  type Ctx,
  page,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import { ledgerService } from '#platform/ledger';
import {
  attempt,
  citizenPage,
  type Errors,
  errorOf,
  errorSummary,
  html,
  keyValues,
  postForm,
  textField,
  vietnamese,
} from '#ui';
import { deviceCookie } from '../cookies.ts';
import { findByCode } from '../devices/device.ts';
import { pairDevice } from '../devices/pair.ts';
import { digestOf, readPairingCode } from '../devices/token.ts';
import { PairingOver } from '../errors.ts';
import { KIOSK } from './kiosk.ts';
import { screenPath } from './reach.ts';

export const PAIR = '/ghep-thiet-bi';
export const CODE = 'ma';

/**
 * The page that a device opens to be paired: it says as what, and only a press pairs it, so that whatever looks at the link first
 * does not use it up.
 */
async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const typed = posted(ctx.req.body, CODE) || queryText(ctx.req.query, CODE);
  const code = readPairingCode(typed);
  const device = code && (await findByCode(db, digestOf(code), now));
  const wrong = typed && !device && !errors.length ? [{ path: CODE, message: t('hall.pair.wrong') }] : errors;
  const office = device && (await getAgency(db, device.agencyId, localDate(now)));
  const title = t('hall.pair.title');
  const main =
    device && office
      ? html`${keyValues(t, [
          { label: t('hall.devices.office'), value: vietnamese(t, office.name) },
          { label: t('hall.devices.kind'), value: t(`hall.devices.kind.${device.kind}`) },
          { label: t('hall.devices.name'), value: vietnamese(t, device.name) },
        ])}
<p>${t('hall.pair.about')}</p>
${postForm(ctx, { action: PAIR, fields: html`<input type="hidden" name="${CODE}" value="${code}">`, button: t('hall.pair.button') })}`
      : html`<p>${t('hall.pair.type')}</p>
<form action="${PAIR}">${textField(t, {
          name: CODE,
          label: t('hall.pair.code'),
          hint: t('hall.pair.code-hint'),
          value: typed,
          error: errorOf(wrong, CODE),
          autocomplete: 'off',
          maxlength: 20,
          narrow: true,
        })}<p><button class="btn">${t('hall.pair.next')}</button></p></form>`;
  return page(
    citizenPage(
      ctx,
      { title, error: wrong.length > 0 },
      html`${errorSummary(t, wrong)}<h1>${title}</h1>
${main}`,
    ),
    { status: wrong.length ? 422 : 200 },
  );
}

async function pair(ctx: Ctx): Promise<Answer> {
  const code = readPairingCode(posted(ctx.req.body, CODE));
  return attempt(
    ctx,
    async () => {
      if (!code) throw PairingOver();
      const by = { ledger: ctx.get(ledgerService), at: ctx.clock.now() };
      const { device, token } = await ctx.db.tx(tx => pairDevice(tx, digestOf(code), by));
      const to = device.kind === 'kiosk' ? KIOSK : screenPath(device.agencyId);
      return redirect(to, { cookies: [deviceCookie(ctx, token)] });
    },
    errors => show(ctx, errors),
    { otherwise: CODE },
  );
}

// 60 random bits are not guessed at this rate within half an hour.
const rateLimit = { max: 30, windowSeconds: 300 };

export const pairRoutes: readonly Route[] = [
  { method: 'GET', path: PAIR, rule: 'public', handler: ctx => show(ctx), rateLimit },
  { method: 'POST', path: PAIR, rule: 'public', handler: pair, rateLimit, secret: true },
];
