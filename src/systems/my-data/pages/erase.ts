import { ownResults } from '#engines/cases';
import { vaultService } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import {
  type Answer,
  type Ctx,
  page,
  textField as posted,
  queryText,
  type Route,
  redirect,
  textFields,
} from '#platform/http';
import { ledgerService } from '#platform/ledger';
import {
  button,
  checkboxes,
  citizenPage,
  csrfField,
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  note,
  postForm,
  vietnamese,
  wholeCodes,
} from '#ui';
import { closingOf, ERASABLE, type Erasable, eraseOwn, UNDO_DAYS, undoClosing } from '../erase/erase.ts';
import { removeExpired } from '../export/drop.ts';
import { allDossiers } from '../export/pack.ts';
import { closingParts } from './closing-parts.ts';

export const ERASE = '/xoa-du-lieu';
const WHAT = 'xoa';
const SURE = 'chac';

/** What stays, and by which law; said before anything is erased. */
const stays = ({ t }: Ctx) =>
  html`<h2>${t('my-data.erase.stays')}</h2>
<ul><li>${t('my-data.erase.stays.dossiers')}</li><li>${t('my-data.erase.stays.complaints')}</li><li>${t('my-data.erase.stays.mandates')}</li><li>${t('my-data.erase.stays.ledger')}</li><li>${t('my-data.erase.stays.ratings')}</li></ul>`;

/** That the account closes on a day, with the way to think better of it; null where nobody asked for it. */
export async function closingNote(ctx: Ctx): Promise<Html | null> {
  const { t } = ctx;
  const closes = await closingOf(ctx.db, ctx.visitor!.accountId);
  return (
    (closes &&
      note(html`${t(`my-data.erase.closing${closes > ctx.clock.now() ? '' : '-now'}`, { at: formatDateTime(closes) })}
<form method="post" action="${ERASE}/thoi">${csrfField(ctx)}<p>${button({ label: t('my-data.erase.undo'), alt: true })}</p></form>`)) ??
    null
  );
}

/** So many dossiers are named. */
const MOST_NAMED = 20;

/** Dossiers that are still handled, and how their results come when the account is closed; null where there are none. */
async function runningPart({ db, t, visitor }: Ctx): Promise<Html | null> {
  const codes: string[] = [];
  for (const view of ['running', 'waiting'] as const)
    for await (const { code } of allDossiers({ db }, visitor!.accountId, view)) codes.push(code);
  if (!codes.length) return null;
  const more = codes.length - MOST_NAMED;
  return html`<h2>${t('my-data.erase.running', { count: codes.length })}</h2>
<ul>${codes.slice(0, MOST_NAMED).map(code => html`<li><a class="num" href="/ho-so/${code}">${wholeCodes(code)}</a></li>`)}${more > 0 && html`<li>${t('my-data.erase.running-more', { count: more })}</li>`}</ul>
<p>${t('my-data.erase.running-about')}</p>`;
}

/** Results that were never downloaded, and which of them wait for their fee: what becomes of them when the account is closed; null where there are none. */
async function unseenPart({ db, t, visitor }: Ctx): Promise<Html | null> {
  const results = (await ownResults(db, visitor!.accountId)).filter(r => r.unseen);
  if (!results.length) return null;
  const more = results.length - MOST_NAMED;
  const owes = results.some(r => r.held);
  return html`<h2>${t('my-data.erase.unseen', { count: results.length })}</h2>
<ul>${results.slice(0, MOST_NAMED).map(r => html`<li>${vietnamese(t, `${r.title} ${r.number}`)}, <a class="num" href="/ho-so/${r.code}">${wholeCodes(r.code)}</a>${r.held && html`, ${t('my-data.erase.unseen-owes')}`}</li>`)}${more > 0 && html`<li>${t('my-data.erase.unseen-more', { count: more })}</li>`}</ul>
<p>${t('my-data.erase.unseen-about')}${owes && html` ${t('my-data.erase.unseen-pay')}`}</p>`;
}

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const closes = await closingOf(ctx.db, ctx.visitor!.accountId);
  const closing = await closingNote(ctx);
  const done = `my-data.erase.done.${queryText(ctx.req.query, 'xong')}`;
  return page(
    citizenPage(
      ctx,
      {
        title: t('my-data.erase.title'),
        crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}
<h1>${t('my-data.erase.title')}</h1>
${!errors.length && ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`}
${closing}${closing && html`${await runningPart(ctx)}${await unseenPart(ctx)}${await closingParts(ctx)}`}
<p>${t('my-data.erase.about')} <a href="/tai-du-lieu">${t('my-data.erase.export-first')}</a></p>
${postForm(ctx, {
  action: ERASE,
  fields: checkboxes(t, {
    name: WHAT,
    label: t('my-data.erase.what'),
    options: ERASABLE.filter(w => w !== 'account' || !closes).map(value => ({
      value,
      label: t(`my-data.erase.${value}`),
      hint: t(`my-data.erase.${value}-about`, { days: UNDO_DAYS }),
    })),
    values: textFields(ctx.req.body, WHAT),
    error: errorOf(errors, WHAT),
  }),
  button: t('my-data.erase.go-on'),
  alt: true,
})}
${stays(ctx)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** The second question: what exactly goes, and what stays. */
async function confirm(ctx: Ctx, what: readonly Erasable[]): Promise<Answer> {
  const { t } = ctx;
  const only = what.every(w => w === 'account');
  const title = t(only ? 'my-data.erase.confirm-closing' : 'my-data.erase.confirm');
  return page(
    citizenPage(
      ctx,
      { title, backTo: ERASE },
      html`<h1>${title}</h1>
${!only && html`<ul>${what.map(w => html`<li>${t(`my-data.erase.${w}`)}</li>`)}</ul>`}
<p>${t(only ? 'my-data.erase.undo-closing' : what.includes('account') ? 'my-data.erase.undo-later' : 'my-data.erase.no-undo', { days: UNDO_DAYS })}</p>
${what.some(w => w !== 'account') && html`<p>${t('my-data.erase.copies')}</p>`}
${what.includes('account') && html`${await runningPart(ctx)}${await unseenPart(ctx)}${await closingParts(ctx)}`}
${stays(ctx)}
${postForm(ctx, {
  action: ERASE,
  fields: html`<input type="hidden" name="${SURE}" value="1">${what.map(w => html`<input type="hidden" name="${WHAT}" value="${w}">`)}`,
  button: t(only ? 'my-data.erase.now-closing' : 'my-data.erase.now'),
})}
<p><a href="${ERASE}">${t('my-data.erase.keep')}</a></p>`,
    ),
  );
}

async function send(ctx: Ctx): Promise<Answer> {
  const chosen = textFields(ctx.req.body, WHAT);
  const what = ERASABLE.filter(w => chosen.includes(w));
  if (!what.length) return show(ctx, [{ path: WHAT, message: ctx.t('my-data.erase.nothing') }]);
  if (!posted(ctx.req.body, SURE)) return confirm(ctx, what);
  const deps = { ledger: ctx.get(ledgerService), vault: ctx.get(vaultService) };
  const { accountId } = ctx.visitor!;
  await ctx.db.tx(tx => eraseOwn(tx, deps, accountId, what, ctx.clock.now()));
  await removeExpired(ctx, accountId);
  const done = what.every(w => w === 'account') ? 'closing' : 'erased';
  return redirect(doneAt(ERASE, done));
}

async function undo(ctx: Ctx): Promise<Answer> {
  await ctx.db.tx(tx => undoClosing(tx, ctx.get(ledgerService), ctx.visitor!.accountId, ctx.clock.now()));
  return redirect(doneAt(ERASE, 'undone'));
}

export const eraseRoutes: readonly Route[] = [
  { method: 'GET', path: ERASE, rule: 'citizen', handler: ctx => show(ctx) },
  { method: 'POST', path: ERASE, rule: 'citizen', handler: send },
  { method: 'POST', path: `${ERASE}/thoi`, rule: 'citizen', handler: undo },
];
