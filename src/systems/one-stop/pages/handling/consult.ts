import {
  atDesk,
  casesService,
  consult,
  type Dossier,
  LONGEST_CONSULTATION_DAYS,
  loadProcedure,
} from '#engines/cases';
import type { Agency } from '#engines/organisation';
import { findTask } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  type Html,
  html,
  note,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { stillSeen } from '../seen.ts';
import { AGENCIES, agencyChoice, chosenAgencies, isLookingUp } from './agency-choice.ts';
import { consultLate, noDayLeft, SHORTEST } from './consult-late.ts';
import { DOSSIER, decidingRoutes, deskActorOf, loadFor, pathOf } from './load.ts';
import { unableToAnswer } from './nobody-answers.ts';

const WHAT = 'noi-dung';
const DAYS = 'so-ngay';
/** Ticked by who asks although the answer comes after the dossier is due; sends the days to which he agreed. */
const ANYWAY = 'van-hoi';
/** Ticked by who asks although nobody at an agency could answer here; sends the agencies of which he was told. */
const UNABLE = 'van-gui';

/** There where the form said that not one day is left to wait: who then gives the shortest limit has been told all there is to tell. */
const TOLD = 'da-bao';

const isLimit = (days: number): boolean =>
  Number.isInteger(days) && days >= 1 && days <= LONGEST_CONSULTATION_DAYS;

/** To go on knowingly: there once it was said that an answer in so many days comes too late, and for those days only. */
function anywayField(ctx: Ctx, errors: Errors): Html | null {
  const days = typedOr(ctx, DAYS);
  const ticked = typedOr(ctx, ANYWAY) === days;
  if (!isLimit(Number(days)) || !(errorOf(errors, DAYS) || (days && ticked))) return null;
  return checkbox(ctx.t, {
    name: ANYWAY,
    label: ctx.t('one-stop.consult.anyway', { days: Number(days) }),
    value: days,
    checked: ticked,
  });
}

/** Until when an answer helps whoever asks in the course of a step whose time goes on; empty where that is over, or the step is due at no time. */
async function stepDueWords({ t, db, clock }: Ctx, taskId = ''): Promise<string> {
  const due = taskId ? (await findTask(db, taskId))?.dueAt : null;
  return due && due > clock.now() ? t('one-stop.consult.step-due', { due: formatDateTime(due) }) : '';
}

const named = (agencies: readonly Agency[]): string => agencies.map(a => a.name).join(', ');
const marked = (agencies: readonly Agency[]): string =>
  agencies
    .map(a => a.id)
    .sort()
    .join(' ');

/** To ask knowingly where nobody could answer here: there once that was said, and for those agencies only. */
async function unableField(ctx: Ctx, dossier: Dossier, errors: Errors): Promise<Html | null> {
  if (!errorOf(errors, AGENCIES) && !posted(ctx.req.body, UNABLE)) return null;
  const unable = await unableToAnswer(ctx, dossier, chosenAgencies(ctx));
  if (!unable.length) return null;
  const value = marked(unable);
  return checkbox(ctx.t, {
    name: UNABLE,
    label: ctx.t('one-stop.consult.unable-anyway', { agencies: named(unable) }),
    value,
    checked: posted(ctx.req.body, UNABLE) === value,
  });
}

/** Asks other agencies for their opinion, several at once, each with the same limit. */
export const consultRoutes = decidingRoutes({
  path: `${DOSSIER}/hoi-y-kien`,
  load: async ctx => {
    const loaded = await loadFor(ctx, 'consult');
    const { graph } = await loadProcedure(ctx.db, loaded.dossier);
    return { ...loaded, handling: graph.handling };
  },
  title: ctx => ctx.t('one-stop.consult.title'),
  about: (ctx, { handling }) =>
    html`<p>${ctx.t(handling.consultStopsClock ? 'one-stop.consult.stops' : 'one-stop.consult.runs')}</p>`,
  fields: async (ctx, { dossier, facts, asker, handling }, errors) => {
    const { t } = ctx;
    const [task] = atDesk(asker, facts);
    const own = task?.agencyPath[0];
    const until = handling.consultStopsClock ? '' : await stepDueWords(ctx, task?.taskId);
    const none = handling.consultStopsClock
      ? undefined
      : await noDayLeft(ctx, dossier, own ?? dossier.agencyId);
    const usual = handling.consult?.unit === 'working-day' ? String(handling.consult.n) : '';
    const usualDays = none ? String(SHORTEST) : usual;
    return html`${none && html`${note(none)}<input type="hidden" name="${TOLD}" value="1">`}${await agencyChoice(
      ctx,
      dossier,
      errors,
      {
        label: t('one-stop.consult.agencies'),
        hint: t('one-stop.consult.agencies-hint'),
        several: true,
        fits: agency => agency.id !== own,
      },
    )}${await unableField(ctx, dossier, errors)}${textArea(t, {
      name: WHAT,
      label: t('one-stop.consult.what'),
      hint: t('one-stop.consult.what-hint'),
      value: typedOr(ctx, WHAT),
      error: errorOf(errors, WHAT),
      rows: 4,
    })}${textField(t, {
      name: DAYS,
      label: t('one-stop.consult.days'),
      hint: [t('one-stop.consult.days-hint', { most: LONGEST_CONSULTATION_DAYS }), until].join(' ').trim(),
      value: typedOr(ctx, DAYS, usualDays),
      error: errorOf(errors, DAYS),
      inputmode: 'numeric',
      narrow: true,
      unit: t('one-stop.consult.unit'),
    })}${anywayField(ctx, errors)}`;
  },
  button: 'one-stop.consult.button',
  submit: async (ctx, loaded) => {
    const { t, req } = ctx;
    if (isLookingUp(ctx)) return [];
    const agencyIds = chosenAgencies(ctx);
    const what = posted(req.body, WHAT);
    const typed = posted(req.body, DAYS);
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN;
    const errors = [
      ...(agencyIds.length ? [] : [{ path: AGENCIES, message: t('one-stop.consult.agencies-missing') }]),
      ...(what.length >= 10 ? [] : [{ path: WHAT, message: t('one-stop.consult.what-missing') }]),
      ...(isLimit(days)
        ? []
        : [
            {
              path: DAYS,
              message: t('one-stop.consult.days-missing', { most: LONGEST_CONSULTATION_DAYS }),
            },
          ]),
    ];
    const [task] = atDesk(loaded.asker, loaded.facts);
    if (errors.length || !task) return errors;
    const agreed = posted(req.body, ANYWAY) === typed || (days === SHORTEST && posted(req.body, TOLD) !== '');
    if (!loaded.handling.consultStopsClock && !agreed) {
      const fromAgency = task.agencyPath[0] ?? loaded.dossier.agencyId;
      const late = await consultLate(ctx, loaded.dossier, { fromAgency, agencyIds, days });
      if (late) errors.push({ path: DAYS, message: late });
    }
    const unable = await unableToAnswer(ctx, loaded.dossier, agencyIds);
    if (unable.length && posted(req.body, UNABLE) !== marked(unable))
      errors.unshift({ path: AGENCIES, message: t('one-stop.consult.unable', { agencies: named(unable) }) });
    if (errors.length) return errors;
    const asked = { dossierId: loaded.dossier.id, taskId: task.taskId, agencyIds, what, days };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await stillSeen(ctx, tx, asked.dossierId);
        await consult(tx, ctx.get(casesService), asked, deskActorOf(ctx, loaded));
        return {};
      }),
    );
    return doneAt(pathOf(loaded.dossier), 'consulted');
  },
  errorFields: { REASON_MISSING: WHAT, REASON_TOO_LONG: WHAT },
  otherwise: AGENCIES,
});
