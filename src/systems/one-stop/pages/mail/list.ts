import {
  casesService,
  type Mailing,
  mailingsOf,
  mailListPaper,
  mailState,
  readTracking,
  trackingFault,
  trackMailing,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, file, textField as posted, type Route } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { attempt, button, csrfField, type Errors, errorOf, type Html, html, keyValues, textField } from '#ui';
import { counterPage, DONE_KEY } from '../counter/frame.ts';
import { letterState } from './desk.ts';
import { offPath } from './off-path.ts';
import { actorFor, letterPath, listPath, MAIL, ownList } from './reach.ts';

/** Followed by the id of a letter. */
const TRACKING = 'ma.';

/** The way off the list, or why the letter stays on it. */
function takeOff(
  t: Translate,
  { recipient }: Mailing,
  off: Awaited<ReturnType<typeof offPath>>,
): Html | null {
  if (!off) return null;
  return 'why' in off
    ? html`<p class="q">${off.why}</p>`
    : html`<p><a href="${off.href}">${t('one-stop.mail.take-off')}<span class="vh"> ${recipient}</span></a></p>`;
}

/** The letters of a list, to be printed and given numbers: a scanner's Enter saves, and leads to the next that has none. */
async function draw(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const list = await ownList(ctx);
  const letters = await mailingsOf(ctx.db, list.id);
  const path = listPath(list);
  const offPaths = new Map(await Promise.all(letters.map(async m => [m.id, await offPath(ctx, m)] as const)));
  const open = letters.some(m => mailState(m) === 'sent');
  const next = letters.find(m => !m.trackingNumber && mailState(m) === 'sent');
  return counterPage(
    ctx,
    {
      title: t('one-stop.mail.list', { number: `${list.number}/${list.year}` }),
      back: { href: MAIL, label: t('one-stop.mail.title') },
      errors,
      keys: [
        ...(open ? [['Enter', t('one-stop.mail.save')] as const] : []),
        [DONE_KEY, t('one-stop.mail.print')],
      ],
    },
    html`${keyValues(t, [
      { label: t('one-stop.mail.made-by'), value: list.madeByName },
      { label: t('one-stop.mail.sent-at'), value: formatDateTime(list.madeAt) },
    ])}
<p class="row">${button({ label: t('one-stop.mail.print'), href: `${path}/in.pdf`, alt: true, key: DONE_KEY })}</p>
<form method="post" action="${path}" novalidate>${csrfField(ctx)}
${letters.map(m => {
  const name = TRACKING + m.id;
  return html`<div class="paper"><p><b><a href="${letterPath(m)}">${m.takenOffAt ? html`<s>${m.recipient}</s>` : m.recipient}</a></b> <span class="q num">${m.takenOffAt ? html`<s>${m.code}</s>` : m.code}</span><span class="hint">${m.address}</span> ${letterState(ctx, m)}${m.takenOffWhy && html`<span class="hint">${t('one-stop.mail.off-why')}: ${m.takenOffWhy}</span>`}</p>
<div class="wide2">${
    mailState(m) === 'sent'
      ? textField(t, {
          name,
          label: t('one-stop.counter.tracking'),
          value: posted(ctx.req.body, name) || (m.trackingNumber ?? ''),
          error: errorOf(errors, name),
          autocomplete: 'off',
          most: 40,
          focus: errors.length === 0 && m.id === next?.id,
        })
      : m.trackingNumber
  }</div>${takeOff(t, m, offPaths.get(m.id))}</div>
`;
})}${open && html`<p class="row gap">${button({ label: t('one-stop.mail.save') })}</p>`}</form>`,
  );
}

async function save(ctx: Ctx): Promise<Answer> {
  const list = await ownList(ctx);
  const letters = await mailingsOf(ctx.db, list.id);
  const typed = (m: Mailing) => posted(ctx.req.body, TRACKING + m.id);
  const errors = letters
    .filter(m => typed(m) && !readTracking(typed(m)))
    .map(m => ({ path: TRACKING + m.id, message: trackingFault(ctx.t, typed(m)) }));
  if (errors.length) return draw(ctx, errors);
  let at = '';
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(async tx => {
        for (const m of letters) {
          const number = readTracking(typed(m));
          if (!number || number === m.trackingNumber) continue;
          at = TRACKING + m.id;
          await trackMailing(tx, ctx.get(casesService), m, number, actorFor(ctx, list.agencyId));
        }
      });
      return listPath(list);
    },
    refused =>
      draw(
        ctx,
        refused.map(e => ({ ...e, path: at })),
      ),
    { otherwise: TRACKING },
  );
}

async function print(ctx: Ctx): Promise<Answer> {
  const list = await ownList(ctx);
  return file(await mailListPaper(ctx.db, ctx.get(casesService), list), 'application/pdf');
}

const rule = { permission: 'dossier.receive' };
const PATH = `${MAIL}/bang-ke/:list`;
export const mailListRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule, handler: ctx => draw(ctx) },
  { method: 'POST', path: PATH, rule, handler: save },
  { method: 'GET', path: `${PATH}/in.pdf`, rule, handler: print },
];
