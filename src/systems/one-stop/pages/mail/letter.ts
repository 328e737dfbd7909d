import {
  casesService,
  correctDelivered,
  endedLetters,
  findDossier,
  type Mailing,
  MailSettled,
  mailState,
  mayCorrectDelivery,
  noteDelivered,
  noteReturned,
  type ResultEnd,
  toGiveAgain,
  toldOf,
} from '#engines/cases';
import { isDay, readDate } from '#engines/forms';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import {
  attempt,
  button,
  csrfField,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  type Html,
  html,
  keyValues,
  note,
  overLong,
  textField,
  typedOr,
} from '#ui';
import { counterPage } from '../counter/frame.ts';
import { endedNote } from '../hand-over/ended-note.ts';
import { pathOf } from '../handling/load.ts';
import { unprintableIn } from '../refused-text.ts';
import { againForm } from './again-form.ts';
import { letterState } from './desk.ts';
import { offPath } from './off-path.ts';
import { actorFor, LETTER, letterPath, listPath, MAIL, ownLetter } from './reach.ts';
import { orTellOfLetter } from './settled.ts';

const ACT = 'viec';
/** What a postal operator brings back: the receipt of a delivery, or the letter. With the fields that each is told in. */
const ACTS = {
  delivered: { on: 'ngay-phat', words: 'nguoi-nhan', most: 200 },
  returned: { on: 'ngay-hoan', words: 'ly-do', most: 500 },
} as const;
type Act = keyof typeof ACTS;

/** That what is in a letter holds no more, where it does not. */
const endedLine = (ctx: Ctx, ended: ResultEnd | 'replaced' | undefined): Html | null =>
  ended === 'replaced' ? note(ctx.t('one-stop.mail.replaced')) : endedNote(ctx, ended);

const day = (date: string): string => formatDate(new Date(`${date}T00:00:00+07:00`));

function actForm(ctx: Ctx, letter: Mailing, act: Act, errors: Errors): Html {
  const { t } = ctx;
  const { on, words, most } = ACTS[act];
  const today = day(localDate(ctx.clock.now()));
  const corrects = mailState(letter) === 'delivered';
  const first = act === 'delivered' ? (letter.deliveredTo ?? letter.recipient) : '';
  const firstDay = corrects && letter.deliveredOn ? day(letter.deliveredOn) : today;
  // Of the other form nothing was typed.
  const value = (name: string, given: string) =>
    posted(ctx.req.body, ACT) === act ? typedOr(ctx, name, given) : given;
  return html`<section class="card"><h2>${t(corrects ? 'one-stop.mail.correct-title' : `one-stop.mail.${act}-title`)}</h2><form method="post" action="${letterPath(letter)}" novalidate>${csrfField(ctx)}<input type="hidden" name="${ACT}" value="${act}">
${dateField(t, { name: on, label: t(`one-stop.mail.${act}-on`), hint: t('forms.date.hint', { example: today }), value: value(on, firstDay), error: errorOf(errors, on), autocomplete: 'off' })}${textField(
  t,
  {
    name: words,
    label: t(`one-stop.mail.${act}-words`),
    hint: t(`one-stop.mail.${act}-hint`),
    value: value(words, first),
    error: errorOf(errors, words),
    autocomplete: 'off',
    most: most,
    focus: errors.length === 0 && act === 'delivered' && !corrects,
  },
)}<p>${button({ label: t(corrects ? 'one-stop.mail.correct-button' : `one-stop.mail.${act}-button`), alt: corrects || act === 'returned' })}</p></form></section>`;
}

function facts({ t }: Ctx, letter: Mailing) {
  return [
    { label: t('one-stop.mail.address'), value: letter.address || t('one-stop.mail.no-address') },
    { label: t('one-stop.counter.tracking'), value: letter.trackingNumber ?? t('one-stop.mail.untracked') },
    { label: t('one-stop.mail.sent-at'), value: formatDateTime(letter.sentAt) },
    ...(letter.deliveredOn
      ? [
          { label: t('one-stop.mail.delivered-on'), value: day(letter.deliveredOn) },
          { label: t('one-stop.mail.delivered-words'), value: letter.deliveredTo ?? '' },
        ]
      : []),
    ...(letter.takenOffAt
      ? [{ label: t('one-stop.mail.off-at'), value: formatDateTime(letter.takenOffAt) }]
      : []),
    ...(letter.takenOffWhy ? [{ label: t('one-stop.mail.off-why'), value: letter.takenOffWhy }] : []),
    ...(letter.returnedOn
      ? [
          { label: t('one-stop.mail.returned-on'), value: day(letter.returnedOn) },
          { label: t('one-stop.mail.returned-words'), value: letter.returnedWhy ?? '' },
        ]
      : []),
  ];
}

/** Whether its recipient is told of a letter that came back. */
async function isTold({ db }: Ctx, { dossierId }: Mailing): Promise<boolean> {
  const dossier = await findDossier(db, dossierId);
  return dossier !== undefined && (await toldOf(db, dossier)) === 'applicant-told';
}

/** The page of a letter: where it is, and what may be noted of it. */
export async function letterPage(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const letter = await ownLetter(ctx);
  const state = mailState(letter);
  const off = await offPath(ctx, letter);
  const corrects = await mayCorrectDelivery(ctx.db, ctx.get(casesService), letter, ctx.visitor!.accountId);
  const ended = (await endedLetters(ctx.db, [letter])).get(letter.id);
  const dossier = state === 'back' && !ended ? await findDossier(ctx.db, letter.dossierId) : undefined;
  const gives = dossier && (await toGiveAgain(ctx.db, dossier, letter));
  const noted = ctx.req.query.xong === 'noted' && !errors.length;
  const told = noted && state === 'back' && !ended && (await isTold(ctx, letter));
  return counterPage(
    ctx,
    {
      title: t('one-stop.mail.letter-title', { name: letter.recipient }),
      back: { href: MAIL, label: t('one-stop.mail.title') },
      errors,
      ...(noted
        ? {
            above: html`<div role="status">${note(t(told ? 'one-stop.mail.noted-told' : 'one-stop.mail.noted'))}</div>`,
          }
        : {}),
    },
    html`<p class="row">${letterState(ctx, letter)}<a href="${pathOf({ id: letter.dossierId })}">${letter.code}</a><a href="${listPath({ id: letter.listId })}">${t('one-stop.mail.its-list')}</a>${off && 'href' in off && html`<a href="${off.href}">${t('one-stop.mail.take-off')}</a>`}${letter.sentAgainAs && html`<a href="${letterPath({ id: letter.sentAgainAs })}">${t('one-stop.mail.again-new')}</a>`}</p>${off && 'why' in off && html`<p class="q">${off.why}</p>`}
${keyValues(t, facts(ctx, letter))}
${endedLine(ctx, ended)}
${state === 'back' && html`${!ended && html`<p>${t('one-stop.mail.back-about')}</p>`}<p>${button({ label: t('one-stop.hand-over.go'), href: `${letterPath(letter)}/tra` })}</p>${gives && againForm(ctx, letter, gives, errors)}`}
${state === 'sent' && html`<div class="cols even"><div>${actForm(ctx, letter, 'delivered', errors)}</div><div>${actForm(ctx, letter, 'returned', errors)}</div></div>`}
${state === 'delivered' && (corrects ? actForm(ctx, letter, 'delivered', errors) : html`<p class="q">${t('one-stop.mail.delivered-stays')}</p>`)}`,
  );
}

/** Whether it may be noted now: it is under way; or whoever noted its delivery corrects that. */
async function mayNote(ctx: Ctx, letter: Mailing, act: Act): Promise<boolean> {
  const state = mailState(letter);
  if (state !== 'delivered' || act === 'returned') return state === 'sent';
  return mayCorrectDelivery(ctx.db, ctx.get(casesService), letter, ctx.visitor!.accountId);
}

/** Notes what the operator brought back. A day to come, or before it was sent, is told at its field. */
async function save(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const letter = await ownLetter(ctx);
  const act: Act = posted(ctx.req.body, ACT) === 'returned' ? 'returned' : 'delivered';
  if (!(await mayNote(ctx, letter, act))) throw MailSettled({ code: letter.code });
  const fields = ACTS[act];
  const on = readDate(posted(ctx.req.body, fields.on));
  const words = posted(ctx.req.body, fields.words);
  const possible = isDay(on) && on <= localDate(ctx.clock.now()) && on >= localDate(letter.sentAt);
  const errors = [
    ...(possible
      ? []
      : [
          {
            path: fields.on,
            message: t('one-stop.mail.day-wrong', {
              from: formatDate(letter.sentAt),
              example: day(localDate(ctx.clock.now())),
            }),
          },
        ]),
    ...overLong(ctx, actForm(ctx, letter, act, [])),
    ...(words.length >= 2 ? [] : [{ path: fields.words, message: t(`one-stop.mail.${act}-missing`) }]),
    ...unprintableIn(ctx, fields.words),
  ];
  if (errors.length) return letterPage(ctx, errors);
  const deps = ctx.get(casesService);
  const corrects = mailState(letter) === 'delivered';
  const actor = actorFor(ctx, letter.agencyId);
  return attempt(
    ctx,
    () =>
      orTellOfLetter(ctx, async () => {
        await ctx.db.tx(tx =>
          act === 'delivered'
            ? (corrects ? correctDelivered : noteDelivered)(tx, deps, letter, { on, to: words }, actor)
            : noteReturned(tx, deps, letter, { on, why: words }, actor),
        );
        return doneAt(letterPath(letter), 'noted');
      }),
    refused => letterPage(ctx, refused),
    { otherwise: fields.on },
  );
}

const rule = { permission: 'dossier.receive' };

export const letterRoutes: readonly Route[] = [
  { method: 'GET', path: LETTER, rule, handler: ctx => letterPage(ctx) },
  { method: 'POST', path: LETTER, rule, handler: ctx => orTellOfLetter(ctx, () => save(ctx)) },
];
