import {
  type Actor,
  actorOn,
  bothSign,
  casesService,
  type Dossier,
  dossierFor,
  findDossier,
  handOver,
  handOverReturned,
  handOverSlipOf,
  isNewPaper,
  isOrWasHis,
  listHandOvers,
  loadProcedure,
  type Mailing,
  MailSettled,
  mailState,
  newPapersOf,
  outcomesOf,
  type PaperToGive,
  type ResultEnd,
  resultEndsOf,
  stepFor,
  type ToGive,
  toGive,
  toGiveAgain,
} from '#engines/cases';
import { said } from '#engines/forms';
import { findTask, TaskDone, TaskSuspended } from '#engines/work';
import { isAppError, NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, type Route, redirect, textField } from '#platform/http';
import {
  doneAt,
  doOnce,
  errorOf,
  type FieldError,
  type FormPage,
  type Frame,
  fieldId,
  formPageRoutes,
  type Html,
  html,
  keyValues,
  note,
  radios,
  revealed,
  typedOr,
} from '#ui';
import { CARD_KEY, counterPage } from '../counter/frame.ts';
import { DOSSIER, loadFor, pathOf } from '../handling/load.ts';
import { actorFor, LETTER, ownLetter } from '../mail/reach.ts';
import { orTellOfLetter } from '../mail/settled.ts';
import { orTellWhatEnded } from '../overtaken.ts';
import { anewNote } from './anew-note.ts';
import { endedNote } from './ended-note.ts';
import { givesField, givesSent, givesWords, toldOther } from './gives.ts';
import { owedNote } from './owed-note.ts';
import { PAD_SCRIPT, SECOND_SIGNATURE, SIGNATURE, signaturePads } from './pad.ts';
import { padsFor, readHanded, SIGNED, sideOf } from './read-handed.ts';
import { whoBothFields } from './who-both.ts';
import { CHECK, whoComesFields } from './who-comes.ts';

/** What is handed over: the step that ends with it, or a letter that came back. */
type Loaded = {
  dossier: Dossier;
  actor: Actor;
  taskId: string | null;
  letter: Mailing | null;
  /** What: results, or the decisions in their place. */
  gives: readonly ToGive[];
  /** By what kind of decision the result was ended before it was handed over. */
  ended: ResultEnd | undefined;
  /** Where papers are handed over that take the place of others: these alone. */
  anew: readonly PaperToGive[] | null;
  /** What has to be paid before, and where; null where nothing has. */
  owed: Html | null;
  /** Who has to be there and sign, where two have to; empty where one takes it. */
  presence: string;
};

const endOf = async (ctx: Ctx, { id }: Dossier): Promise<ResultEnd | undefined> =>
  (await resultEndsOf(ctx.db, [id])).get(id);

export const handOverPath = (dossier: Pick<Dossier, 'id'>, task: { id: string }): string =>
  `${pathOf(dossier)}/tra/${task.id}`;

/** A hand-over at the counter that lies before the visitor. Throws NotFound, NotAllowed; TASK_DONE, TASK_SUSPENDED to whose it was. */
async function loadStep(ctx: Ctx): Promise<Loaded> {
  const { dossier, facts, asker } = await loadFor(ctx, 'read');
  const known = facts.tasks.find(t => t.taskId === ctx.req.params.task);
  const task = known && (await findTask(ctx.db, known.taskId));
  if (!known || !task) throw NotFound();
  const procedure = await loadProcedure(ctx.db, dossier);
  const { act, outcomes } = outcomesOf(procedure.graph, task);
  if (act !== 'return' || !outcomes.includes('counter')) throw NotFound();
  if (!isOrWasHis(asker, facts, task.id)) throw NotAllowed();
  if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
  const actor = actorOn(ctx.visitor!, ctx.clock.now(), facts, known);
  const ended = await endOf(ctx, dossier);
  const anew = isNewPaper(task) ? await newPapersOf(ctx.db, dossier, task) : null;
  return {
    dossier,
    actor,
    taskId: task.id,
    letter: null,
    gives: await toGive(ctx.db, dossier, task),
    ended,
    anew,
    owed: await owedNote(ctx, dossier),
    presence: said(await bothSign(ctx.db, procedure, dossier, task), ctx.lang),
  };
}

/** A letter with a result that came back to an office of the visitor's. Throws NotFound; MAIL_SETTLED where it lies there no more. */
async function loadLetter(ctx: Ctx): Promise<Loaded> {
  const letter = await ownLetter(ctx);
  const dossier = await findDossier(ctx.db, letter.dossierId);
  if (dossier && letter.settledAt) throw MailSettled({ code: dossier.code });
  if (!dossier || mailState(letter) !== 'back') throw NotFound();
  const ended = await endOf(ctx, dossier);
  return {
    dossier,
    actor: actorFor(ctx, letter.agencyId),
    taskId: null,
    letter,
    gives: await toGiveAgain(ctx.db, dossier, letter),
    ended,
    anew: null,
    owed: null,
    presence: '',
  };
}

const doneWith = (dossier: Dossier, ended: ResultEnd | undefined): string =>
  doneAt(pathOf(dossier), ended ? 'handed-over-decision' : 'handed-over-counter');

async function submit(ctx: Ctx, loaded: Loaded): Promise<string | FieldError[]> {
  const { dossier, taskId, letter } = loaded;
  const deps = ctx.get(casesService);
  const other = await toldOther(ctx, dossier, loaded.gives);
  if (other !== undefined) {
    // A slip that was printed before names what is not handed over any more.
    const slipToo = textField(ctx.req.body, SIGNED) === 'pad' ? '' : ctx.t('one-stop.hand-over.slip-old');
    return [{ path: WHAT, message: [other, slipToo].filter(Boolean).join(' ') }];
  }
  const shown = givesSent(ctx);
  const handed = await readHanded(ctx, dossier, loaded.presence !== '');
  if (Array.isArray(handed)) return handed;
  await ctx.db.tx(tx =>
    doOnce(ctx, tx, async () => {
      if (letter) await handOverReturned(tx, deps, letter, { ...handed, shown }, loaded.actor);
      if (!taskId) return {};
      const step = { dossierId: dossier.id, taskId };
      const locked = await stepFor(tx, ctx.visitor!, step, ctx.clock.now());
      await handOver(tx, deps, { ...step, locked, handed, shown }, locked.actor);
      return {};
    }),
  );
  return doneWith(dossier, loaded.ended);
}

/** Where a refusal leads that is about what is handed over. */
const WHAT = 'trao';

const buttonOf = ({ ended }: Pick<Loaded, 'ended'>): string =>
  `one-stop.hand-over.button${ended ? '-decision' : ''}`;

const padLabel = (name: string, presence: string): string =>
  presence ? `one-stop.hand-over.party-${sideOf(name)}` : 'one-stop.hand-over.pad';

const formAt = (path: string, permission: string, load: (ctx: Ctx) => Promise<Loaded>): FormPage<Loaded> => ({
  path,
  permission,
  load,
  title: ctx => ctx.t('one-stop.hand-over.title'),
  about: (ctx, { dossier, gives, owed, ended, anew, presence }) =>
    html`${owed}${keyValues(ctx.t, [
      {
        label: ctx.t('one-stop.hand-over.gives'),
        value: html`<span id="${fieldId(WHAT)}" tabindex="-1">${givesWords(ctx, gives)}</span>`,
      },
      { label: ctx.t('one-stop.applicant.name'), value: dossier.applicantName },
      { label: ctx.t('one-stop.applicant.owner'), value: dossier.ownerName },
    ])}${endedNote(ctx, ended)}${anewNote(ctx, anew)}${presence && note(presence)}`,
  fields: (ctx, { gives, presence }, errors) => {
    const { t } = ctx;
    const way = typedOr(ctx, SIGNED, 'paper');
    const who = presence ? whoBothFields(ctx, errors) : whoComesFields(ctx, 'hand-over', errors);
    return html`${givesField(ctx, gives)}${who}<h2>${t('one-stop.hand-over.signing')}</h2>${radios(t, {
      name: SIGNED,
      label: t(`one-stop.hand-over.signed${presence && '-both'}`),
      value: way,
      error: errorOf(errors, SIGNED) ?? errorOf(errors, SIGNATURE) ?? errorOf(errors, SECOND_SIGNATURE),
      options: [
        { value: 'paper', label: t('one-stop.hand-over.signed-paper'), reveals: [2] },
        { value: 'pad', label: t('one-stop.hand-over.signed-pad'), reveals: [3] },
      ],
    })}${revealed(2, html`<p><a href="${ctx.req.path}/phieu.pdf" target="_blank">${t('one-stop.hand-over.slip')}</a></p>`)}${revealed(
      3,
      signaturePads(
        t,
        padsFor(presence !== '').map(name => ({
          name,
          label: t(padLabel(name, presence)),
          drawn: typedOr(ctx, name),
        })),
      ),
    )}`;
  },
  button: buttonOf,
  submit,
  otherwise: CHECK,
});

const frame: Frame<Loaded> = (ctx, { dossier, ended, presence }, view, main) =>
  counterPage(
    ctx,
    {
      title: view.title,
      back: {
        href: pathOf(dossier),
        label: ctx.t('one-stop.dossier.of', { person: dossier.ownerName, code: dossier.code }),
      },
      errors: view.errors,
      scripts: [PAD_SCRIPT],
      keys: [
        [CARD_KEY, ctx.t(`one-stop.hand-over.key-check${presence && '-both'}`)],
        ['Enter', ctx.t(buttonOf({ ended }))],
      ],
    },
    main,
  );

/** The slip that is signed by hand, with lines for what only the recipient knows. */
async function slip(ctx: Ctx, load: typeof loadStep): Promise<Answer> {
  const { dossier, actor, anew, presence } = await load(ctx);
  const people = { recipient: null, relation: null, clerk: ctx.visitor!.name, both: presence !== '' };
  const agency = actor.agencyId ?? dossier.receivedBy;
  const deps = ctx.get(casesService);
  const now = ctx.clock.now();
  return file(
    await handOverSlipOf(ctx.db, deps, dossier, agency, people, now, anew ?? undefined),
    'application/pdf',
  );
}

/** Nothing was done by a form of this key; or by the same with something else typed. */
const NOT_SENT = new Set(['TASK_DONE', 'KEY_REUSED']);

/** Whether this very form was sent before and did it: another window of the same clerk is another form, and did nothing. */
async function wasSent(ctx: Ctx): Promise<boolean> {
  try {
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        throw TaskDone();
      }),
    );
    return true;
  } catch (error) {
    if (isAppError(error) && NOT_SENT.has(error.code)) return false;
    throw error;
  }
}

/** Sent twice it gets the first answer: the step lies before nobody any more, and the clerk is told that it is done. */
async function stepDone(ctx: Ctx): Promise<Dossier | undefined> {
  const { id = '', task } = ctx.req.params;
  const dossier = await dossierFor(ctx.db, ctx.visitor, id, 'read', ctx.clock.now());
  const before = await listHandOvers(ctx.db, dossier.id);
  const own = before.some(h => h.taskId === task && h.clerkId === ctx.visitor?.accountId);
  return own && (await wasSent(ctx)) ? dossier : undefined;
}

/** The same of a letter: it may have been settled by another form, sent again, or be kept because another paper took its place. */
async function letterDone(ctx: Ctx): Promise<Dossier | undefined> {
  const letter = await ownLetter(ctx);
  const own = mailState(letter) === 'settled' && (await wasSent(ctx));
  return own ? findDossier(ctx.db, letter.dossierId) : undefined;
}

function routesAt(form: FormPage<Loaded>, done: (ctx: Ctx) => Promise<Dossier | undefined>): Route[] {
  const [shown, sent] = formPageRoutes<Loaded>(form, frame);
  const handler = async (ctx: Ctx) => {
    const before = await done(ctx);
    return before ? redirect(doneWith(before, await endOf(ctx, before))) : sent.handler(ctx);
  };
  const paper: Route = {
    method: 'GET',
    path: `${form.path}/phieu.pdf`,
    rule: shown.rule,
    handler: ctx => slip(ctx, form.load),
  };
  return [shown, { ...sent, handler }, paper];
}

const stepForm = formAt(`${DOSSIER}/tra/:task`, 'dossier.return', loadStep);
const letterForm = formAt(`${LETTER}/tra`, 'dossier.receive', loadLetter);

export const handOverRoutes: readonly Route[] = [
  // Between the page and the button another may have ended the step, or the delegation may have ended by which it was the visitor's, and with it
  // his right to hand over anything: whose step it is, is asked with the step.
  ...routesAt({ ...stepForm, submit: (ctx, l) => orTellWhatEnded(ctx, () => submit(ctx, l)) }, stepDone).map(
    route => ({
      ...route,
      ...(route.method === 'POST' ? { rule: 'official' as const } : {}),
      handler: (ctx: Ctx) => orTellWhatEnded(ctx, async () => route.handler(ctx)),
    }),
  ),
  ...routesAt(
    { ...letterForm, submit: (ctx, l) => orTellOfLetter(ctx, () => submit(ctx, l)) },
    letterDone,
  ).map(route => ({ ...route, handler: (ctx: Ctx) => orTellOfLetter(ctx, async () => route.handler(ctx)) })),
];
