import {
  APPLICANT_NAME,
  APPLICANT_PHONE,
  actorAt,
  actorOn,
  asksApplicant,
  asksPhone,
  casesService,
  correctAnswers,
  correctionFaults,
  keepsDesk,
  type LoadedProcedure,
  loadProcedure,
  mayAct,
  whyNotCorrected,
} from '#engines/cases';
import type { FormData } from '#engines/forms';
import { localDate } from '#platform/clock';
import type { AppError } from '#platform/errors';
import { type Ctx, textField as posted } from '#platform/http';
import { doneAt, doOnce, errorOf, html, note, textArea, textField, typedOr } from '#ui';
import { answerParts, readAnswers, withAskedAnew } from '../answers-form.ts';
import { noteOpened } from '../open.ts';
import { markOf, seenField, stillSeen } from '../seen.ts';
import { tells } from '../who-is-told.ts';
import { DOSSIER, handlingRoutes, type LoadedDossier, loadFor, pathOf } from './load.ts';

const REASON = 'ly-do';
const PATH = 'sua-to-khai';

/** Where what was typed wrong in a dossier is corrected. */
export const correctPath = (dossier: { id: string }): string => `${pathOf(dossier)}/${PATH}`;

type Loaded = LoadedDossier & { procedure: LoadedProcedure; whyNot: AppError | undefined };

/** What was entered on the page: the answers, and of who applies what the form does not ask for. */
function entered(ctx: Ctx, { dossier, procedure: { form } }: Loaded) {
  const { body } = ctx.req;
  return {
    data: readAnswers(ctx, form, dossier.data as FormData),
    ...(asksApplicant(form, dossier) ? {} : { applicantName: posted(body, APPLICANT_NAME) }),
    ...(asksPhone(form, dossier) ? {} : { phone: posted(body, APPLICANT_PHONE) || null }),
  };
}

/** In the course of the step that he keeps, else at the counter that received it. */
function actorFor(ctx: Ctx, { facts, asker }: Loaded) {
  const [kept] = keepsDesk(asker, facts).filter(task =>
    mayAct(asker, 'correct-answers', { ...facts, receivedBy: [], tasks: [task] }),
  );
  const now = ctx.clock.now();
  return kept
    ? actorOn(ctx.visitor!, now, facts, kept)
    : actorAt(ctx.visitor!, now, { ...facts, places: [] }, 'dossier.receive');
}

/** A slip of the pen of a clerk is mended: what he keyed in for somebody, until a result is signed. */
export const correctAnswersRoutes = handlingRoutes<Loaded>({
  path: `${DOSSIER}/${PATH}`,
  load: async ctx => {
    const loaded = await loadFor(ctx, 'correct-answers');
    const procedure = await loadProcedure(ctx.db, loaded.dossier);
    return { ...loaded, procedure, whyNot: await whyNotCorrected(ctx.db, loaded.dossier) };
  },
  // Whoever corrects sees all that was answered: it is written down that he looked.
  opened: async (ctx, loaded) => {
    await noteOpened(ctx, loaded);
    return undefined;
  },
  title: ctx => ctx.t('one-stop.correct-answers.title'),
  about: ({ t }, { whyNot, told }) =>
    whyNot
      ? note(
          html`<b>${t(`error.${whyNot.code}.what`, whyNot.params)}.</b> ${t(`error.${whyNot.code}.todo`, whyNot.params)}`,
        )
      : html`<p>${t('one-stop.correct-answers.about')} ${tells({ t }, told)}</p>`,
  without: (_, { whyNot }) => whyNot !== undefined,
  fields: async (ctx, loaded, errors) => {
    const { t } = ctx;
    const { dossier, procedure } = loaded;
    const { form } = procedure;
    const data = readAnswers(ctx, form, dossier.data as FormData);
    const own = html`${
      !asksApplicant(form, dossier) &&
      textField(t, {
        name: APPLICANT_NAME,
        label: t('one-stop.applicant.name'),
        value: typedOr(ctx, APPLICANT_NAME, dossier.applicantName),
        error: errorOf(errors, APPLICANT_NAME),
        most: 100,
      })
    }${
      !asksPhone(form, dossier) &&
      textField(t, {
        name: APPLICANT_PHONE,
        label: t('one-stop.applicant.phone'),
        optional: true,
        inputmode: 'tel',
        value: typedOr(ctx, APPLICANT_PHONE, dossier.phone ?? ''),
        error: errorOf(errors, APPLICANT_PHONE),
        most: 20,
      })
    }`;
    return html`${seenField(await markOf(ctx, dossier))}${
      own.toString() &&
      html`<section class="part"><h2>${t('one-stop.applicant')}</h2><div class="fs two">${own}</div></section>`
    }${await answerParts(ctx, form, data, errors, localDate(dossier.receivedAt))}
<section class="part"><h2>${t('one-stop.correct-answers.why')}</h2>${textArea(t, {
      name: REASON,
      label: t('one-stop.correct-answers.reason'),
      hint: t('one-stop.correct-answers.reason-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}</section>`;
  },
  button: 'one-stop.correct-answers.button',
  submit: async (ctx, loaded) => {
    const { dossier, procedure } = loaded;
    const wish = entered(ctx, loaded);
    const reason = posted(ctx.req.body, REASON);
    const faults = await correctionFaults(ctx, procedure, dossier, wish);
    const errors = withAskedAnew(ctx, procedure.form, wish.data, faults);
    if (reason.length < 5)
      errors.push({ path: REASON, message: ctx.t('one-stop.correct-answers.reason-missing') });
    // The form comes again with the mark of what is shown now: what has changed meanwhile is told first.
    if (errors.length) await ctx.db.tx(tx => stillSeen(ctx, tx, dossier.id));
    if (errors.length) return errors;
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await stillSeen(ctx, tx, dossier.id);
        const given = { dossierId: dossier.id, reason, ...wish };
        await correctAnswers(tx, ctx.get(casesService), given, actorFor(ctx, loaded));
        return {};
      }),
    );
    return doneAt(pathOf(dossier), 'answers-corrected');
  },
  otherwise: REASON,
});
