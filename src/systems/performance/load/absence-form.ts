import { actOf } from '#engines/identity';
import { endAbsence, findAbsence, noteAbsence } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { dayAfter, dayBefore, formatDate, localDate, readDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField } from '#platform/http';
import {
  attempt,
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
const WHO = 'can-bo';

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
      name: 'tu',
      label: t('performance.absence.from'),
      value: typedOr(ctx, 'tu', today),
      error: errorOf(errors, 'tu'),
    })}${dateField(t, {
      name: 'den',
      label: t('performance.absence.to'),
      value: typedOr(ctx, 'den', today),
      error: errorOf(errors, 'den'),
    })}</div>`,
    button: t('performance.absence.note'),
  });
};

const workersOf = async (ctx: Ctx, led: Led): Promise<Worker[]> => {
  const now = ctx.clock.now();
  return (await workloadOf(ctx.db, led.id, marksAt(now, await loadCalendar(ctx.db, led.id, now)))).workers;
};

const again = (ctx: Ctx, led: Led, workers: readonly Worker[], errors: Errors): Answer => {
  const title = ctx.t('performance.absence.title');
  return page(
    staffPage(
      ctx,
      { title, active: 'load', error: true },
      html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${ctx.t('performance.load.title')}</a></p>
${errorSummary(ctx.t, errors)}
<h1>${title}</h1>
${absenceForm(ctx, led, workers, errors)}`,
    ),
    { status: 422 },
  );
};

/** Notes that somebody is away: rules pass him over on those days. */
async function note(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const led = await ledAgency(ctx);
  const workers = await workersOf(ctx, led);
  const typed = (name: string) => textField(ctx.req.body, name).trim();
  const errors: Array<Errors[number]> = [];
  const who = workers.find(w => w.accountId === typed(WHO));
  if (!who) errors.push({ path: WHO, message: t('performance.absence.who-missing') });
  const [from, to] = [readDay(typed('tu')), readDay(typed('den'))];
  if (!from) errors.push({ path: 'tu', message: t('performance.day-wrong') });
  if (!to || (from && to < from)) errors.push({ path: 'den', message: t('performance.day-wrong') });
  if (!who || !from || !to || errors.length) return again(ctx, led, workers, errors);
  return attempt(
    ctx,
    async () => {
      const absence = { accountId: who.accountId, from, to: dayAfter(to) };
      await ctx.db.tx(tx => noteAbsence(tx, absence, actOf(ctx, DECIDES)));
      return doneAt(withAgency(LOAD, led), 'absence-noted');
    },
    refused => again(ctx, led, workers, refused),
    { otherwise: 'tu' },
  );
}

/** Takes an absence back, or ends it before its time. */
async function end(ctx: Ctx): Promise<Answer> {
  const led = await ledAgency(ctx);
  const id = ctx.req.params.absence ?? '';
  const absence = /^[0-9a-f-]{36}$/.test(id) ? await findAbsence(ctx.db, id) : undefined;
  if (!absence || !(await workersOf(ctx, led)).some(w => w.accountId === absence.accountId)) throw NotFound();
  await ctx.db.tx(tx => endAbsence(tx, absence.id, actOf(ctx, DECIDES)));
  return redirect(doneAt(withAgency(LOAD, led), 'absence-ended'));
}

export const absenceRoutes: readonly Route[] = [
  { method: 'POST', path: ABSENCE, rule: { permission: DECIDES }, handler: note },
  { method: 'POST', path: `${ABSENCE}/:absence/bo`, rule: { permission: DECIDES }, handler: end },
];
