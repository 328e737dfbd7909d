import {
  casesService,
  type Dossier,
  endedLetters,
  listMailLists,
  type Mailing,
  mailingCalled,
  mailState,
  makeMailList,
  openMailings,
  readAddress,
  readTracking,
  takenNumbers,
  tidyCode,
  trackingFault,
  type WaitingLetter,
  waitingForPost,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { newId } from '#platform/db';
import { type AppError, isAppError } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  textField as posted,
  queryText,
  type Route,
  redirect,
  textFields,
} from '#platform/http';
import {
  attempt,
  button,
  csrfField,
  doOnce,
  type Errors,
  emptyState,
  errorOf,
  fieldId,
  type Html,
  html,
  ONCE,
  scrollTable,
  status,
  textField,
} from '#ui';
import { counterPage, DONE_KEY } from '../counter/frame.ts';
import { endedNote } from '../hand-over/ended-note.ts';
import { GIVES, givesField, givesSent, givesWords, toldOther } from '../hand-over/gives.ts';
import { pathOf } from '../handling/load.ts';
import { unprintableIn } from '../refused-text.ts';
import { letterPath, listPath, MAIL, mailOffices, OPEN, PICKED } from './reach.ts';
import { ADDRESS, askFirst, BACK, isSure, TRACKING } from './sure.ts';

const QUERY = 'q';
/** All letters that are ready are ticked. */
const ALL = 'tat-ca';
/** Followed by the id of a dossier: where it is told that its letter cannot go. */
const ROW = 'thu.';

/** The dossier whose code was looked for, or from which the clerk came. */
const isCalled = (ctx: Ctx, { id, code }: Dossier): boolean =>
  code === tidyCode(queryText(ctx.req.query, QUERY)) || id === queryText(ctx.req.query, PICKED);

const takenWords = ({ t }: Ctx, number: string): string =>
  t('ui.refusal', { what: t('error.TRACKING_TAKEN.what', { number }), todo: t('error.TRACKING_TAKEN.todo') });

/** A letter that goes by post though its applicant had chosen otherwise: the one that was looked for, and then ticked. */
function isMeant(ctx: Ctx): (dossier: Dossier) => boolean {
  const picked = new Set(textFields(ctx.req.body, PICKED));
  return dossier => picked.has(dossier.id) || isCalled(ctx, dossier);
}

/** A row for each result that is to go by post: whoever ticks it puts it on the list; its number may be scanned now or later. */
function waitingPart(ctx: Ctx, waiting: readonly WaitingLetter[], errors: Errors): Html {
  const { t } = ctx;
  if (!waiting.length) return emptyState({ why: t('one-stop.mail.none-waiting') });
  const first = ctx.req.method === 'GET';
  const ready = waiting.filter(w => !w.owes && !w.ended);
  // Who looked for one letter means that one; none goes that nobody has ticked.
  const all = queryText(ctx.req.query, ALL) !== '';
  const ticked = ready.filter(w => all || isCalled(ctx, w.dossier));
  const picked = new Set(first ? ticked.map(w => w.dossier.id) : textFields(ctx.req.body, PICKED));
  const other = all
    ? { href: MAIL, label: t('one-stop.mail.tick-none') }
    : { href: `${MAIL}?${ALL}=1`, label: t('one-stop.mail.tick-all', { count: ready.length }) };
  return html`<form method="post" action="${MAIL}" novalidate>${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${posted(ctx.req.body, ONCE) || newId()}">
${first && ready.length > 1 && html`<p><a href="${other.href}">${other.label}</a></p>`}${waiting.map(
  ({ dossier, procedure, address, owes, ended, gives }) => {
    const [name, to, row] = [TRACKING + dossier.id, ADDRESS + dossier.id, ROW + dossier.id];
    const refused = errorOf(errors, row);
    return html`<div class="paper"><p><label class="pick"><input type="checkbox" name="${PICKED}" value="${dossier.id}"${picked.has(dossier.id) && html` checked`}><span><b>${dossier.applicantName}</b> <span class="q num">${dossier.code}</span></span></label><span class="hint">${procedure}<br>${givesWords(ctx, gives)}${address && html`<br>${address}`}</span>${givesField(ctx, gives, `${GIVES}.${dossier.id}`)}${
      refused
        ? html`<span class="msg" id="${fieldId(row)}" tabindex="-1">${refused}</span>`
        : owes && html`<span class="hint">${t('one-stop.mail.owes')}</span>`
    }${(owes || refused) && html` <a href="${pathOf(dossier)}">${t('one-stop.mail.owes-open')}<span class="vh"> ${dossier.code}</span></a>`}</p>${endedNote(ctx, ended)}
<div class="wide2">${
      !address &&
      textField(t, {
        name: to,
        label: t('one-stop.mail.address-ask'),
        hint: t('one-stop.mail.address-hint'),
        value: posted(ctx.req.body, to),
        error: errorOf(errors, to),
        autocomplete: 'off',
        maxlength: 200,
      })
    }${textField(t, {
      name,
      label: t('one-stop.counter.tracking'),
      optional: true,
      value: posted(ctx.req.body, name),
      error: errorOf(errors, name),
      autocomplete: 'off',
      most: 40,
      scanned: true,
    })}</div></div>
`;
  },
)}<p class="row gap">${button({ label: t('one-stop.mail.make'), key: DONE_KEY })}</p></form>`;
}

/** What has become of a letter, in words. */
export function letterState({ t }: Ctx, letter: Mailing): Html {
  const state = mailState(letter);
  const tone = {
    sent: 'soon',
    delivered: 'done',
    back: 'late',
    again: 'soon',
    settled: 'done',
    off: 'ended',
  } as const;
  return status(tone[state], t(`one-stop.mail.state.${state}`));
}

async function openPart(ctx: Ctx, letters: readonly Mailing[]): Promise<Html> {
  const { t } = ctx;
  if (!letters.length) return emptyState({ why: t('one-stop.mail.none-open') });
  const ended = await endedLetters(ctx.db, letters);
  return scrollTable({
    caption: t('one-stop.mail.open'),
    captionHidden: true,
    columns: [
      { label: t('one-stop.mail.letter') },
      { label: t('one-stop.counter.tracking') },
      { label: t('one-stop.mail.sent-at') },
      { label: t('one-stop.mail.state') },
    ],
    rows: letters.map(m => [
      html`<a href="${letterPath(m)}">${m.recipient}</a><small class="num nb q">${m.code}</small>`,
      m.trackingNumber ?? html`<span class="q">${t('one-stop.mail.untracked')}</span>`,
      html`<span class="num">${formatDateTime(m.sentAt)}</span>`,
      html`${letterState(ctx, m)}${ended.has(m.id) && html`<small class="q">${t(`one-stop.mail.ended-${ended.get(m.id)}`)}</small>`}`,
    ]),
  });
}

async function draw(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t, db } = ctx;
  const offices = (await mailOffices(ctx)).map(o => o.id);
  const q = queryText(ctx.req.query, QUERY);
  const called = q ? await mailingCalled(db, q, offices) : undefined;
  if (called) return redirect(letterPath(called));
  const all = await waitingForPost(db, ctx.visitor!, ctx.clock.now(), isMeant(ctx));
  // The one that is meant comes first.
  const [waiting, letters, lists] = [
    [...all.filter(w => isCalled(ctx, w.dossier)), ...all.filter(w => !isCalled(ctx, w.dossier))],
    await openMailings(db, offices),
    await listMailLists(db, offices, 10),
  ];
  return counterPage(
    ctx,
    {
      title: t('one-stop.mail.title'),
      active: 'mail',
      errors,
      ...(waiting.length > 0 && { keys: [[DONE_KEY, t('one-stop.mail.make')]] }),
    },
    html`<form class="ask" action="${MAIL}">${textField(t, {
      name: QUERY,
      label: t('one-stop.mail.find'),
      hint: t('one-stop.mail.find-hint'),
      value: q,
      error: q && !waiting.some(w => isCalled(ctx, w.dossier)) ? t('one-stop.mail.not-found') : undefined,
      autocomplete: 'off',
      most: 60,
      focus: errors.length === 0,
    })}${button({ label: t('one-stop.counter.find'), alt: true })}</form>
<div class="cols even"><div>
<section><h2>${t('one-stop.mail.waiting')}</h2>${waitingPart(ctx, waiting, errors)}</section>
</div><div>
<section id="${OPEN}"><h2>${t('one-stop.mail.open')}</h2>${await openPart(ctx, letters)}</section>
<section><h2>${t('one-stop.mail.lists')}</h2>${
      lists.length
        ? html`<ul class="choose">${lists.map(
            l => html`<li><a href="${listPath(l)}"><b>${t('one-stop.mail.list', { number: `${l.number}/${l.year}` })}</b> <span class="q num">${t('one-stop.mail.letters', { count: l.letters })} · ${formatDateTime(l.madeAt)}</span></a></li>
`,
          )}</ul>`
        : emptyState({ why: t('one-stop.mail.no-lists') })
    }</section>
</div></div>`,
  );
}

/** Makes the list of what is ticked; a wrong number is told at its letter, and nothing has gone out. */
async function make(ctx: Ctx): Promise<Answer> {
  const now = ctx.clock.now();
  const picked = new Set(textFields(ctx.req.body, PICKED));
  const [office] = await mailOffices(ctx);
  const letters = (await waitingForPost(ctx.db, ctx.visitor!, now, isMeant(ctx))).filter(w =>
    picked.has(w.dossier.id),
  );
  const numberOf = ({ id }: Dossier): string | undefined => readTracking(posted(ctx.req.body, TRACKING + id));
  const taken = await takenNumbers(
    ctx.db,
    letters.flatMap(l => numberOf(l.dossier) ?? []),
  );
  const others = new Map<string, string>();
  for (const { dossier, gives } of letters) {
    const other = await toldOther(ctx, dossier, gives, `${GIVES}.${dossier.id}`);
    if (other !== undefined) others.set(dossier.id, other);
  }
  const errors = letters.flatMap(({ dossier, address, owes }) => {
    const { id, code, applicantName: name } = dossier;
    const typed = posted(ctx.req.body, TRACKING + id);
    const number = numberOf(dossier);
    const to = posted(ctx.req.body, ADDRESS + id);
    const unprintable = address ? [] : unprintableIn(ctx, ADDRESS + id);
    const other = others.get(id);
    return [
      ...(other === undefined ? [] : [{ path: ROW + id, message: other }]),
      ...(owes ? [{ path: ROW + id, message: ctx.t('one-stop.mail.owes-refused', { code, name }) }] : []),
      ...unprintable,
      ...(address || unprintable.length || readAddress(to)
        ? []
        : [{ path: ADDRESS + id, message: ctx.t('one-stop.mail.address-missing', { name }) }]),
      ...(typed && !readTracking(typed)
        ? [{ path: TRACKING + id, message: trackingFault(ctx.t, typed) }]
        : []),
      ...(number && taken.has(number) ? [{ path: TRACKING + id, message: takenWords(ctx, number) }] : []),
    ];
  });
  if (errors.length || !office || posted(ctx.req.body, BACK)) return draw(ctx, errors);
  // One alone is the one that was meant; several are told by name before they go.
  if (letters.length > 1 && !isSure(ctx, letters.length)) return askFirst(ctx, letters);
  /** The row that a refusal is about: it names its dossier, or a number that was typed there. */
  const rowOf = ({ params }: AppError): string => {
    const letter = letters.find(
      ({ dossier }) => dossier.code === params.code || numberOf(dossier) === params.number,
    );
    return letter ? ROW + letter.dossier.id : QUERY;
  };
  let at = QUERY;
  const made = () =>
    ctx.db.tx(async tx => {
      const { path } = await doOnce(ctx, tx, async () => {
        const waiting = await waitingForPost(tx, ctx.visitor!, now, isMeant(ctx));
        const letters = waiting
          .filter(w => picked.has(w.dossier.id))
          .map(({ dossier, taskId }) => ({
            dossierId: dossier.id,
            taskId,
            trackingNumber: numberOf(dossier) ?? null,
            address: readAddress(posted(ctx.req.body, ADDRESS + dossier.id)),
            shown: givesSent(ctx, `${GIVES}.${dossier.id}`),
          }));
        const list = await makeMailList(
          tx,
          ctx.get(casesService),
          ctx.visitor!,
          { agencyId: office.id, letters },
          now,
        );
        return { path: listPath(list) };
      });
      return path;
    });
  return attempt(
    ctx,
    () =>
      made().catch(error => {
        if (isAppError(error)) at = rowOf(error);
        throw error;
      }),
    refused =>
      draw(
        ctx,
        refused.map(e => ({ ...e, path: at })),
      ),
    { otherwise: QUERY },
  );
}

const rule = { permission: 'dossier.receive' };
export const mailDeskRoutes: readonly Route[] = [
  { method: 'GET', path: MAIL, rule, handler: ctx => draw(ctx) },
  { method: 'POST', path: MAIL, rule, handler: make },
];
