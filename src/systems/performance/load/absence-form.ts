import { endAwayNotices } from '#engines/cases';
import { actOf } from '#engines/identity';
import { endAbsence, findAbsence, noteAbsence } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { dayAfter, dayBefore, formatDate, localDate, readDay, yearsAfter } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import {
  attempt,
  button,
  dateField,
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  postForm,
  selectField,
  staffPage,
  typedOr,
} from '#ui';
import { marksAt } from '../soon.ts';
import { DECIDES, type Led, LOAD, ledAgency, withAgency } from './led.ts';
import { type Worker, workloadOf } from './workload.ts';

const ABSENCE = `${LOAD}/vang`;
const [WHO, FROM, TO] = ['can-bo', 'tu', 'den'];
/** Hidden field of who has read how long it is; name of the button of who wants to type again. */
const [SEEN, CHANGE] = ['da-xem', 'sua-lai'];

/** As for a delegation: longer it would be a change of posts. */
const LONGEST_YEARS = 5;

/** Who is away, or will be: each can be taken back. */
export function absenceList(ctx: Ctx, led: Led, workers: readonly Worker[]): Html {
  const { t } = ctx;
  const all = workers.flatMap(w => w.absences.map(a => ({ ...a, name: w.name })));
  if (!all.length) return html`<p>${t('performance.absence.none')}</p>`;
  return html`<ul>${all.map(a => {
    const words = t('performance.absence.line', {
      name: a.name,
      from: formatDate(a.from),
      to: formatDate(dayBefore(a.to)),
    });
    return html`<li>${words}${postForm(ctx, {
      action: withAgency(`${ABSENCE}/${a.id}/bo`, led),
      fields: '',
      button: t('performance.absence.end'),
      about: words,
      alt: true,
    })}</li>`;
  })}</ul>`;
}

export const absenceForm = (ctx: Ctx, led: Led, workers: readonly Worker[], errors: Errors): Html => {
  const { t } = ctx;
  const today = formatDate(localDate(ctx.clock.now()));
  return postForm(ctx, {
    action: withAgency(ABSENCE, led),
    alt: true,
    fields: html`<div class="fs">${selectField(t, {
      name: WHO,
      label: t('performance.absence.who'),
      value: typedOr(ctx, WHO),
      error: errorOf(errors, WHO),
      options: workers.map(w => ({ value: w.accountId, label: w.name })),
    })}${dateField(t, {
      name: FROM,
      label: t('performance.absence.from'),
      value: typedOr(ctx, FROM, today),
      error: errorOf(errors, FROM),
    })}${dateField(t, {
      name: TO,
      label: t('performance.absence.to'),
      value: typedOr(ctx, TO, today),
      error: errorOf(errors, TO),
    })}</div>`,
    button: t('performance.absence.note'),
  });
};

const workersOf = async (ctx: Ctx, led: Led): Promise<Worker[]> => {
  const now = ctx.clock.now();
  return (await workloadOf(ctx.db, led.id, marksAt(now, await loadCalendar(ctx.db, led.id, now)))).workers;
};

/** A page about an absence that is being noted. */
function absencePage(
  ctx: Ctx,
  led: Led,
  title: string,
  errors: Errors,
  main: Html,
  status: 200 | 422,
): Answer {
  return page(
    staffPage(
      ctx,
      { title, active: 'load', error: errors.length > 0 },
      html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${ctx.t('performance.load.title')}</a></p>
${errorSummary(ctx.t, errors)}
<h1>${title}</h1>
${main}`,
    ),
    { status },
  );
}

const again = (ctx: Ctx, led: Led, workers: readonly Worker[], errors: Errors): Answer => {
  const title = ctx.t('performance.absence.title');
  return absencePage(
    ctx,
    led,
    title,
    errors,
    absenceForm(ctx, led, workers, errors),
    errors.length ? 422 : 200,
  );
};

type Wish = { who: Worker; from: string; last: string };

/** Who is to be away from when until when, or what has to be corrected. */
function readWish(ctx: Ctx, workers: readonly Worker[]): Wish | Errors {
  const { t } = ctx;
  const typed = (name: string) => textField(ctx.req.body, name).trim();
  const errors: Array<Errors[number]> = [];
  const who = workers.find(w => w.accountId === typed(WHO));
  const [from, last] = [readDay(typed(FROM)), readDay(typed(TO))];
  if (!who) errors.push({ path: WHO, message: t('performance.absence.who-missing') });
  if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
  if (!last) errors.push({ path: TO, message: t('ui.day.wrong') });
  else if (from && last < from) errors.push({ path: TO, message: t('performance.absence.before') });
  else if (from && last >= yearsAfter(from, LONGEST_YEARS))
    errors.push({ path: TO, message: t('performance.absence.long-wrong', { years: LONGEST_YEARS }) });
  return who && from && last && !errors.length ? { who, from, last } : errors;
}

/** Before somebody is away for more than a year: most often the year was mistyped. */
function askLong(ctx: Ctx, led: Led, { who, from, last }: Wish): Answer {
  const { t } = ctx;
  const days = { name: who.name, from: formatDate(from), to: formatDate(last) };
  const kept = Object.entries({ [WHO]: who.accountId, [FROM]: days.from, [TO]: days.to, [SEEN]: '1' });
  const form = postForm(ctx, {
    action: withAgency(ABSENCE, led),
    fields: html`${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`,
    button: t('performance.absence.long-button'),
    after: button({ label: t('ui.form.change'), name: CHANGE, value: '1', alt: true }),
  });
  const main = html`<p>${t('performance.absence.long-about', days)}</p>${form}`;
  return absencePage(ctx, led, t('performance.absence.long'), [], main, 200);
}

/** Notes that somebody is away: rules pass him over on those days. */
async function note(ctx: Ctx): Promise<Answer> {
  const led = await ledAgency(ctx);
  const workers = await workersOf(ctx, led);
  if (textField(ctx.req.body, CHANGE)) return again(ctx, led, workers, []);
  const wish = readWish(ctx, workers);
  if (!('who' in wish)) return again(ctx, led, workers, wish);
  const { who, from, last } = wish;
  if (last >= yearsAfter(from, 1) && !textField(ctx.req.body, SEEN)) return askLong(ctx, led, wish);
  return attempt(
    ctx,
    async () => {
      const absence = { accountId: who.accountId, from, to: dayAfter(last) };
      await ctx.db.tx(tx => noteAbsence(tx, absence, actOf(ctx, DECIDES)));
      return doneAt(withAgency(LOAD, led), 'absence-noted');
    },
    refused => again(ctx, led, workers, refused),
    { otherwise: FROM },
  );
}

/** Takes an absence back, or ends it before its time. */
async function end(ctx: Ctx): Promise<Answer> {
  const led = await ledAgency(ctx);
  const id = ctx.req.params.absence ?? '';
  const absence = /^[0-9a-f-]{36}$/.test(id) ? await findAbsence(ctx.db, id) : undefined;
  if (!absence || !(await workersOf(ctx, led)).some(w => w.accountId === absence.accountId)) throw NotFound();
  await ctx.db.tx(tx => endAbsence(tx, absence.id, actOf(ctx, DECIDES)));
  await endAwayNotices(ctx.db, ctx.clock.now());
  return redirect(doneAt(withAgency(LOAD, led), 'absence-ended'));
}

export const absenceRoutes: readonly Route[] = [
  { method: 'POST', path: ABSENCE, rule: { permission: DECIDES }, handler: note },
  { method: 'POST', path: `${ABSENCE}/:absence/bo`, rule: { permission: DECIDES }, handler: end },
];
